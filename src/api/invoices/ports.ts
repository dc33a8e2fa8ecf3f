import type { Amount, CustomerInput } from '../../wire/index.js';

/** An in-arrear line as prepaid credits see it: cumulative over its service period, amounts in `currency`. */
export type PayableLine = {
  readonly line_item_id: string;
  readonly price_id: string;
  readonly item_id: string;
  /** The price's own: credits of this currency pay it. */
  readonly currency: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly adjusted_subtotal: string;
  /** What minimums raised the line by; exact. */
  readonly minimum_part: string;
  /** What no invoice of the period paid with credits so far, and credits may pay now. */
  readonly amount: string;
};

/** How much of a charge one credit block pays; above zero. */
export type CreditPaymentInput = { readonly block_id: string; readonly amount: Amount };

/** Says for each charge which blocks pay how much of it, in the order of burning; pure. */
export type PayWithCreditsFunction = (charges: readonly PayableLine[]) => readonly (readonly CreditPaymentInput[])[];

/** A line as taxation sees it; `amount` is the base, in `currency`. */
export type TaxableLine = {
  readonly line_item_id: string;
  readonly name: string;
  readonly price_id: string;
  readonly item_id: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly amount: string;
  readonly currency: string;
};

/** One tax on a line: a percentage out of a hundred, or an amount that was computed elsewhere. */
export type LineTaxInput = {
  readonly tax_rate_description: string;
  readonly tax_rate_percentage: Amount | null;
  /** Whole minor units; absent: the percentage of the line's amount, rounded. */
  readonly amount?: Amount | null | undefined;
};

/** Says for each line which taxes are on it; pure. Not asked for a customer who is exempt. */
export type TaxFunction = (
  lines: readonly TaxableLine[],
  customer: CustomerInput,
) => readonly (readonly LineTaxInput[])[];
