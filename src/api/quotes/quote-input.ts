import type {
  Amount,
  Coupon,
  CreditLedger,
  CustomerInput,
  DateOrDateTimeText,
  EventInput,
  License,
  LicenseType,
  NewIncrementLedgerEntry,
  NewSubscription,
  PlanInput,
  PoliciesInput,
  PriceInput,
} from '../../wire/index.js';
import type { GroupingValue } from '../prices/usage-input.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { TaxFunction } from '../invoices/ports.js';

/**
 * How usage develops: by an amount per period, by a rate per period (0.05 is five percent, compounding), and by factors
 * that repeat, such as twelve for the months of a year.
 */
export type GrowthInput =
  | { readonly kind: 'linear'; readonly amount: Amount; readonly factors?: readonly Amount[] | undefined }
  | { readonly kind: 'compound'; readonly rate: Amount; readonly factors?: readonly Amount[] | undefined }
  | { readonly kind: 'seasonal'; readonly factors: readonly Amount[] };

/**
 * What is expected to be used of one price: the quantity of the first period, which may grow, or one of each period.
 * Models that are rated on groups take quantities of groups, their values in the order of the model's keys.
 */
export type UsageForecast = (
  | { readonly quantity: Amount | readonly Amount[] }
  | {
      readonly groups: readonly {
        readonly grouping_values: readonly GroupingValue[];
        readonly quantity: Amount | readonly Amount[];
      }[];
    }
) & {
  readonly growth?: GrowthInput | undefined;
  /** Fraction digits of grown quantities; as many as they begin with unless given. */
  readonly decimal_places?: number | undefined;
};

/** Usage that is expected, by price, by metric or by item: by the first of these that is named. */
export type UsageForecasts = { readonly [key: string]: UsageForecast };

/** How a deal departs from its plan: Orb's create body, without what the quote itself says. */
export type QuotedTerms = Omit<
  NewSubscription,
  'customer_id' | 'external_customer_id' | 'plan_id' | 'external_plan_id' | 'start_date'
>;

/** Credits that are bought or given with the deal, as an increment states them. */
export type QuotedCredits = Omit<NewIncrementLedgerEntry, 'entry_type' | 'currency'> & {
  /** The unit of the credits; the currency of the deal unless given. */
  readonly currency?: string | undefined;
};

/** A licence that is held, or would be. */
export type QuotedLicense = Pick<License, 'external_license_id' | 'license_type_id'> & {
  readonly id?: string | undefined;
  readonly start_date?: DateOrDateTimeText | undefined;
  readonly end_date?: DateOrDateTimeText | null | undefined;
};

/** What is expected to happen, whatever it is charged by. */
export type QuoteScenario = {
  readonly customer: CustomerInput;
  /** A date is its local midnight. */
  readonly start_date: DateOrDateTimeText;
  /** How many billing periods, of the shortest cadence, beginning with the one that holds the start. */
  readonly periods: number;
  readonly usage?: UsageForecasts | undefined;
  /** What was recorded, for prices that `usage` does not name; measured by their metrics. */
  readonly events?: Iterable<EventInput> | undefined;
  readonly metrics?: readonly MetricInput[] | undefined;
  /** Credits that the customer has already, one ledger of each currency. */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  /** Who holds licences, in force from the start unless they say otherwise; a fetched licence is one. */
  readonly licenses?: readonly QuotedLicense[] | undefined;
  /** The types of these licences. */
  readonly license_types?: readonly LicenseType[] | undefined;
  /**
   * What of `usage` the holders of licences are expected to use, by the same keys: groups of one value, an
   * `external_license_id`, or null for those who hold none. Recorded `events` tell it themselves.
   */
  readonly license_usage?: UsageForecasts | undefined;
  /** Which taxes are on the lines, such as `percentTax`; absent: none. */
  readonly tax?: TaxFunction | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** What it is charged by: a plan or a list of prices, and how the deal departs from it. */
export type QuotedOffer = {
  readonly plan?: PlanInput | undefined;
  readonly prices?: readonly PriceInput[] | undefined;
  readonly terms?: QuotedTerms | undefined;
  /** The coupons that `terms` may redeem. */
  readonly coupons?: readonly Coupon[] | undefined;
  readonly credits?: readonly QuotedCredits[] | undefined;
};

/** What `quote` takes. */
export type QuoteInput = QuoteScenario & QuotedOffer;
