import type { Currency } from '../currency/index.js';
import type { AdjustmentPriceType, BillingMode, PriceType } from '../wire/index.js';

/** What can decide whether a price is covered by an adjustment. */
export type PriceSubject = {
  readonly price_id: string;
  readonly item_id: string | null;
  readonly price_type: PriceType;
  readonly billing_mode: BillingMode;
  readonly currency: Currency;
  /** Equal for prices that bill equally often. */
  readonly cadence: string;
};

const tests: { readonly [T in AdjustmentPriceType]: (subject: PriceSubject) => boolean } = {
  usage: ({ price_type }) => price_type === 'usage_price',
  fixed: ({ price_type }) => price_type === 'fixed_price',
  fixed_in_advance: (subject) => subject.price_type === 'fixed_price' && subject.billing_mode === 'in_advance',
  fixed_in_arrears: (subject) => subject.price_type === 'fixed_price' && subject.billing_mode === 'in_arrear',
  in_arrears: ({ billing_mode }) => billing_mode === 'in_arrear',
};

/** Whether a name is one by which adjustments select price types. */
export function isAdjustmentPriceType(name: unknown): name is AdjustmentPriceType {
  return typeof name === 'string' && Object.hasOwn(tests, name);
}

/** Every name by which adjustments select price types. */
export const adjustmentPriceTypes: readonly string[] = Object.keys(tests);

/** Whether a price is of a type, named as adjustments or as prices name it (§6). */
export function isOfType(subject: PriceSubject, name: string): boolean {
  return isAdjustmentPriceType(name) ? tests[name](subject) : subject.price_type === name;
}
