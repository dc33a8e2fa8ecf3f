import type { Amount } from '../../wire/index.js';

/** The value of a grouping key; `null` is the group of events that lack the property. */
export type GroupingValue = string | number | boolean | null;

/**
 * Usage to rate, in the form that the price's model needs: one `quantity`; quantities by group with the values in the
 * order of the model's keys (a matrix: its dimensions; a grouped model: its grouping key); single events; or, for a
 * composite price, the lines it looks at. What `aggregateUsage` returns fits as it is, if it kept the null groups.
 */
export type UsageInput =
  | { readonly quantity: Amount; readonly groups?: readonly UsageGroupInput[] | undefined }
  | { readonly groups: readonly UsageGroupInput[] }
  | { readonly events: readonly UsageEventInput[] }
  | { readonly components: readonly UsageComponentInput[] };

/** An event as prices see it; `quantity` is what its metric measures of it: 1 for a count, its value for a sum. */
export type UsageEventInput = {
  readonly quantity: Amount;
  readonly properties?: { readonly [key: string]: unknown } | undefined;
  readonly timestamp?: string | undefined;
  readonly idempotency_key?: string | undefined;
};

/** A line that a composite price looks at, with its exact subtotal. */
export type UsageComponentInput = { readonly price_id: string; readonly subtotal: Amount };

/** The quantity of one group. */
export type UsageGroupInput = { readonly grouping_values: readonly GroupingValue[]; readonly quantity: Amount };

/** A share of a period as `prorate` returns it: whole days or milliseconds, 0 ≤ numerator ≤ denominator, denominator > 0. */
export type FractionInput = { readonly numerator: Amount; readonly denominator: Amount };

/** Usage by price id (or `external_price_id`). */
export type UsageByPrice = { readonly [price_id: string]: UsageInput };
