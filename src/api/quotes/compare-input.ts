import type { Amount, DateTimeText, DecimalText } from '../../wire/index.js';
import type { QuotedOffer, QuoteScenario } from './quote-input.js';
import type { Quote } from './quote-result.js';
import type { CurveMethod } from '../prices/price-curve.js';

/** One of the offers that are compared, under an id of the caller's own. */
export type ComparedOffer = QuotedOffer & { readonly id: string; readonly name?: string | undefined };

/** Which usage is varied to find where two offers cost the same: so much in every period, all else as in the scenario. */
export type BreakEvenInput = {
  /** A key of `usage` that states one quantity. */
  readonly usage: string;
  /** Absent: 0. */
  readonly from?: Amount | undefined;
  readonly to: Amount;
  /** Two of the offers, by id; the first two unless given. */
  readonly between?: readonly [string, string] | undefined;
};

/** What `comparePlans` takes: one scenario, and two offers or more. */
export type ComparePlansInput = QuoteScenario & {
  readonly offers: readonly ComparedOffer[];
  readonly break_even?: BreakEvenInput | undefined;
};

/** What an offer comes to, and by how much it is above (or, below zero, under) the first offer. */
export type ComparedAmount = {
  readonly offer_id: string;
  readonly amount: DecimalText;
  readonly difference: DecimalText;
};

/** A period of a comparison; amounts are what is recognized in it. */
export type ComparedPeriod = {
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  readonly amounts: readonly ComparedAmount[];
  /** The offers that come to the least, in their order. */
  readonly cheapest: readonly string[];
};

/** An item of a comparison, over all periods; an offer without it comes to nothing. */
export type ComparedItem = {
  readonly item_id: string | null;
  readonly name: string;
  readonly amounts: readonly ComparedAmount[];
};

/** A quantity at which the cheaper of two offers changes; null: both come to the same. */
export type BreakEvenPoint = {
  readonly quantity: DecimalText;
  readonly cheaper_below: string | null;
  readonly cheaper_above: string | null;
  readonly method: CurveMethod;
};

/** Where two offers cost the same, in whole over the periods. */
export type BreakEven = {
  readonly usage: string;
  readonly between: readonly [string, string];
  /**
   * `exact`: from the straight parts of the prices, before lines are rounded. `search`: by drafting invoices, each point
   * being the first whole unit with which the order has changed.
   */
  readonly method: CurveMethod;
  readonly points: readonly BreakEvenPoint[];
};

/** Offers compared over one scenario. */
export type PlanComparison = {
  readonly currency: string;
  readonly offers: readonly { readonly id: string; readonly name: string; readonly quote: Quote }[];
  readonly periods: readonly ComparedPeriod[];
  readonly items: readonly ComparedItem[];
  readonly total: Pick<ComparedPeriod, 'amounts' | 'cheapest'>;
  /** Null unless it was asked for. */
  readonly break_even: BreakEven | null;
};
