import type { PriceFilter } from './filter.js';
import type { Amount, DecimalText } from './text.js';

/** A part of an amount discounted at its own rate: from `lower_bound` up to `upper_bound`, open when null or missing. */
export type PercentageTier<Count = number> = {
  readonly lower_bound: Count;
  readonly upper_bound?: Count | null;
  /** A fraction between 0 and 1. */
  readonly percentage: Count;
};

type DiscountFields = {
  readonly applies_to_price_ids?: readonly string[] | null;
  readonly filters?: readonly PriceFilter[] | null;
  readonly reason?: string | null;
};

/** Takes a fraction, 0 to 1, off the amount. */
export type PercentageDiscount = DiscountFields & {
  readonly discount_type: 'percentage';
  readonly percentage_discount: number;
};

/** Takes a fixed amount off, never more than there is. */
export type AmountDiscount = DiscountFields & {
  readonly discount_type: 'amount';
  readonly amount_discount: DecimalText;
};

/** Makes a number of units free. */
export type UsageDiscount = DiscountFields & { readonly discount_type: 'usage'; readonly usage_discount: number };

/** Waives charges during a trial, wholly, by amount or by a fraction. */
export type TrialDiscount = DiscountFields & {
  readonly discount_type: 'trial';
  readonly trial_amount_discount?: DecimalText | null;
  readonly trial_percentage_discount?: number | null;
};

/** Takes a fraction off that depends on how large the amount is, graduated by tiers. */
export type TieredPercentageDiscount = DiscountFields & {
  readonly discount_type: 'tiered_percentage';
  readonly tiers: readonly PercentageTier[];
};

/** A discount in the form prices, plans and invoices carry it; adjustments are the newer form. */
export type Discount = PercentageDiscount | TrialDiscount | UsageDiscount | AmountDiscount | TieredPercentageDiscount;

/** The discounts an invoice as a whole can carry. */
export type InvoiceLevelDiscount = Exclude<Discount, UsageDiscount>;

/** The discounts a coupon can grant. */
export type CouponDiscount = PercentageDiscount | AmountDiscount;

/** A floor under the amount of the prices it covers. */
export type Minimum = {
  readonly minimum_amount: DecimalText;
  readonly filters: readonly PriceFilter[];
  readonly applies_to_price_ids: readonly string[];
};

/** A ceiling over the amount of the prices it covers. */
export type Maximum = {
  readonly maximum_amount: DecimalText;
  readonly filters: readonly PriceFilter[];
  readonly applies_to_price_ids: readonly string[];
};

/** Any discount as it is accepted: a fetched {@link Discount}, a creation body or an override of a price. */
export type DiscountInput = {
  readonly discount_type: Discount['discount_type'];
  readonly percentage_discount?: Amount | null | undefined;
  readonly amount_discount?: Amount | null | undefined;
  readonly usage_discount?: Amount | null | undefined;
  readonly trial_amount_discount?: Amount | null | undefined;
  readonly trial_percentage_discount?: Amount | null | undefined;
  readonly tiers?: readonly PercentageTier<Amount>[] | null | undefined;
  readonly applies_to_price_ids?: readonly string[] | null | undefined;
  readonly filters?: readonly PriceFilter[] | null | undefined;
  readonly reason?: string | null | undefined;
};

/** A {@link Minimum} as it is accepted; without ids and filters it covers whatever carries it. */
export type MinimumInput = {
  readonly minimum_amount: Amount;
  readonly filters?: readonly PriceFilter[] | null | undefined;
  readonly applies_to_price_ids?: readonly string[] | null | undefined;
};

/** A {@link Maximum} as it is accepted; without ids and filters it covers whatever carries it. */
export type MaximumInput = {
  readonly maximum_amount: Amount;
  readonly filters?: readonly PriceFilter[] | null | undefined;
  readonly applies_to_price_ids?: readonly string[] | null | undefined;
};
