import type { PercentageTier } from './discount.js';
import type { PriceFilter } from './filter.js';
import type { Amount, DateTimeText, DecimalText } from './text.js';

/** What every adjustment document carries. `applies_to_price_ids` and `filters` select the prices it acts on. */
export type AdjustmentFields = {
  readonly id: string;
  readonly is_invoice_level: boolean;
  readonly filters: readonly PriceFilter[];
  readonly applies_to_price_ids: readonly string[];
  readonly reason: string | null;
  readonly replaces_adjustment_id: string | null;
};

/** The value of each kind of adjustment by its `adjustment_type`; percentages are fractions between 0 and 1. */
type AdjustmentValues<Text, Count> = {
  readonly usage_discount: { readonly usage_discount: Count };
  readonly amount_discount: { readonly amount_discount: Text };
  readonly percentage_discount: { readonly percentage_discount: Count };
  readonly tiered_percentage_discount: { readonly tiers: readonly PercentageTier<Count>[] };
  readonly minimum: { readonly minimum_amount: Text; readonly item_id: string };
  readonly maximum: { readonly maximum_amount: Text };
};

/** The six kinds of adjustment. */
export type AdjustmentType = keyof AdjustmentValues<DecimalText, number>;

/** One kind of adjustment as a plan, a phase or a subscription carries it. */
export type AdjustmentOf<K extends AdjustmentType> = AdjustmentFields & {
  readonly adjustment_type: K;
  readonly plan_phase_order: number | null;
} & AdjustmentValues<DecimalText, number>[K];

/** An adjustment as a plan, a phase or a subscription carries it, discriminated by `adjustment_type`. */
export type Adjustment = { readonly [K in AdjustmentType]: AdjustmentOf<K> }[AdjustmentType];

/** One kind of adjustment as a line item carries it; `amount` is the magnitude it changed the line by. */
export type MonetaryAdjustmentOf<K extends AdjustmentType> = AdjustmentFields & {
  readonly adjustment_type: K;
  readonly amount: DecimalText;
} & AdjustmentValues<DecimalText, number>[K];

/** An adjustment as a line item carries it: what it is and how much it came to, discriminated by `adjustment_type`. */
export type MonetaryAdjustment = { readonly [K in AdjustmentType]: MonetaryAdjustmentOf<K> }[AdjustmentType];

/** Which prices a requested adjustment may select by, in place of filters. */
export type AdjustmentPriceType = 'usage' | 'fixed_in_advance' | 'fixed_in_arrears' | 'fixed' | 'in_arrears';

/** What an adjustment may carry besides its kind and value, from a response and from a create body alike. */
export type AdjustmentInputFields = {
  readonly id?: string | undefined;
  readonly is_invoice_level?: boolean | undefined;
  readonly applies_to_all?: true | null | undefined;
  readonly applies_to_price_ids?: readonly string[] | null | undefined;
  readonly applies_to_item_ids?: readonly string[] | null | undefined;
  readonly filters?: readonly PriceFilter[] | null | undefined;
  readonly currency?: string | null | undefined;
  readonly price_type?: AdjustmentPriceType | null | undefined;
  readonly reason?: string | null | undefined;
  readonly replaces_adjustment_id?: string | null | undefined;
  readonly plan_phase_order?: number | null | undefined;
};

/** The value of each kind as it is accepted; a minimum's item is needed only where a line is made for it. */
type AdjustmentInputValues = Omit<AdjustmentValues<Amount, Amount>, 'minimum'> & {
  readonly minimum: { readonly minimum_amount: Amount; readonly item_id?: string | null | undefined };
};

/** One kind of adjustment as it is accepted. */
export type AdjustmentInputOf<K extends AdjustmentType> = AdjustmentInputFields & {
  readonly adjustment_type: K;
} & AdjustmentInputValues[K];

/** An adjustment as it is accepted: fetched or a create body, discriminated by `adjustment_type`. */
export type AdjustmentInput = { readonly [K in AdjustmentType]: AdjustmentInputOf<K> }[AdjustmentType];

/** An adjustment in force on a subscription over `[start_date, end_date)`. */
export type AdjustmentInterval = {
  readonly id: string;
  readonly adjustment: Adjustment;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
  readonly applies_to_price_interval_ids: readonly string[];
};
