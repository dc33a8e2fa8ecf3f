import { isRealCurrency } from '../currency/index.js';
import type { CycleLength } from '../cycles/index.js';
import type { Decimal } from '../decimal/index.js';
import type { Adjustment, AdjustmentType, BillingMode, Price, PriceType } from '../wire/index.js';

/** A price as a timeline needs it; `document` is its complete JSON, which only passes through. */
export type SubscribedPrice = {
  readonly id: string;
  readonly external_id: string | null;
  readonly replaces_id: string | null;
  readonly item_id: string;
  readonly price_type: PriceType;
  readonly billing_mode: BillingMode;
  /** Null: `one_time`. */
  readonly length: CycleLength | null;
  /** Null: invoiced by its billing cycle. */
  readonly invoicing: CycleLength | null;
  /** Of a fixed price, before any transition. */
  readonly quantity: Decimal | null;
  readonly phase: number | null;
  /** Whether it grants credits each period. */
  readonly grants_credits: boolean;
  /** Whether the credits it grants are what it bills, so that days make no difference to it (§8.6). */
  readonly sells_credits: boolean;
  readonly document: Price;
};

/** An adjustment as a timeline needs it; `document` is its complete JSON, which only passes through. */
export type SubscribedAdjustment = {
  readonly id: string;
  readonly adjustment_type: AdjustmentType;
  /** The prices it names, by their ids; empty where filters alone select. */
  readonly price_ids: readonly string[];
  readonly phase: number | null;
  readonly document: Adjustment;
};

/** Whether a price is in money; others are in a pricing unit. */
export function isInMoney({ document }: SubscribedPrice): boolean {
  return isRealCurrency(document.currency);
}

/** The same adjustment over other prices: a price that was replaced is covered by what stands in for it. */
export function coverInstead(
  adjustment: SubscribedAdjustment,
  replacements: ReadonlyMap<string, string>,
): SubscribedAdjustment {
  const instead = (ids: readonly string[]): readonly string[] => ids.map((id) => replacements.get(id) ?? id);
  const { document } = adjustment;
  const applies_to_price_ids = instead(document.applies_to_price_ids);
  // A filter may name prices as well; what else it names is no price.
  const filters = document.filters.map((filter) =>
    filter.field === 'price_id' ? { ...filter, values: instead(filter.values) } : filter,
  );
  return {
    ...adjustment,
    price_ids: instead(adjustment.price_ids),
    document: { ...document, applies_to_price_ids, filters },
  };
}
