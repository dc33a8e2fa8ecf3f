import type { Currency } from '../currency/index.js';
import type { AdjustmentPriceType, BillingMode, PriceType } from '../wire/index.js';

/** What can decide whether a price is covered by an adjustment. */
export type PriceSubject = {
  readonly price_id: string;
  readonly item_id: string;
  readonly price_type: PriceType;
  readonly billing_mode: BillingMode;
  readonly currency: Currency;
  /** Equal for prices that bill equally often. */
  readonly cadence: string;
};

/** What filters ask of a price; a billing mode that is not known is none. */
export type FilterSubject = Pick<PriceSubject, 'price_id' | 'price_type'> & {
  readonly item_id: string | null;
  readonly billing_mode: BillingMode | null;
  readonly currency: Pick<Currency, 'code'>;
};

/** What a price says of itself, before it is known what it rates and in which currency. */
export type SubjectReading = {
  /** Null: the price stands for its own item. */
  readonly item_id: string | null;
  /** Null where only its type tells. */
  readonly billing_mode: BillingMode | null;
  readonly cadence: string;
};

/** What is known of a price once it was read, rated and given its currency. */
export type SubjectParts = {
  readonly price_id: string;
  readonly reading: SubjectReading;
  readonly price_type: PriceType;
  readonly currency: Currency;
};

/** The price as adjustments see it. Usage and composite prices are always in arrears, fixed ones unless said not (F5). */
export function subjectOf({ price_id, reading, price_type, currency }: SubjectParts): PriceSubject {
  const billing_mode = price_type === 'fixed_price' ? (reading.billing_mode ?? 'in_advance') : 'in_arrear';
  const item_id = reading.item_id ?? price_id;
  return { price_id, item_id, price_type, billing_mode, currency, cadence: reading.cadence };
}

const tests: { readonly [T in AdjustmentPriceType]: (subject: FilterSubject) => boolean } = {
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
export const adjustmentPriceTypes: readonly string[] = /*#__PURE__*/ Object.keys(tests);

/** Whether a price is of a type, named as adjustments or as prices name it (§6). */
export function isOfType(subject: FilterSubject, name: string): boolean {
  return isAdjustmentPriceType(name) ? tests[name](subject) : subject.price_type === name;
}
