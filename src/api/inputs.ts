import type { Metric, ParameterValues } from '../metrics/index.js';
import type {
  AdjustmentInput,
  Amount,
  BillingCycleAnchorConfiguration,
  BillingCycleConfiguration,
  Cadence,
  CreditLedger,
  CustomerInput,
  DiscountInput,
  EventInput,
  InvoiceInput,
  ModelType,
  PlanInput,
  PoliciesInput,
  PriceInput,
  PriceInputFields,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../wire/index.js';
import type { PayWithCreditsFunction, TaxFunction } from './ports.js';
import type { CustomModelsInput, WithCustomModels } from './prices/custom-model.js';
import type { DimensionalGroupInput } from './reports/report-inputs.js';

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

/** What a rating may depend on besides price and usage. */
export type RatingContext = {
  /** The share of the service period, where a period was cut; absent: the whole period. */
  readonly fraction?: FractionInput | null | undefined;
  readonly policies?: PoliciesInput | undefined;
  /** Price models of your own, by the name that prices give as `model_type`; see `definePriceModel`. */
  readonly custom_models?: CustomModelsInput | undefined;
};

/** A metric with the id by which prices refer to it. */
export type MetricInput = (Metric & { readonly id: string }) | SqlMetricInput;

/** A metric in the SQL of Orb's documents, which `parseMetricSql` reads, with the defaults of its `{{parameter}}`s. */
export type SqlMetricInput = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly sql: string;
  readonly parameters?: ParameterValues | null | undefined;
};

/** A half-open period; a date without time is the local midnight it begins with, in the customer's time zone. */
export type PeriodInput = { readonly start_date: string; readonly end_date: string };

/** How often, counted from what, and when something bills. Dates without time are local midnights in `timezone`. */
export type ScheduleInput = {
  readonly cadence: Cadence;
  /** The length of cadence `custom`: whole days or months. */
  readonly billing_cycle_configuration?: BillingCycleConfiguration | null | undefined;
  /** What boundaries are counted from; absent: the first of the month. */
  readonly billing_cycle_anchor_configuration?: BillingCycleAnchorConfiguration | null | undefined;
  /** Boundaries are counted from the start date of the subscription instead. */
  readonly align_billing_with_subscription_start_date?: boolean | null | undefined;
  /** Where the subscription began, if this schedule began later; decides where boundaries lie. */
  readonly subscription_start_date?: string | null | undefined;
  readonly start_date: string;
  /** Absent or null: no end. */
  readonly end_date?: string | null | undefined;
  /** An IANA name. */
  readonly timezone: string;
};

/** The half-open range that is asked about; dates without time are local midnights in the schedule's time zone. */
export type PeriodRange = {
  readonly from: string;
  readonly until: string;
  readonly policies?: PoliciesInput | undefined;
};

/** What `prorate` takes. */
export type ProrateInput = {
  readonly amount: Amount;
  /** What was covered; may be empty. */
  readonly service_period: PeriodInput;
  /** The whole of which it is a share. */
  readonly full_period: PeriodInput;
  /** An IANA name: where days begin, and what dates without time mean. */
  readonly timezone: string;
  readonly policies?: PoliciesInput | undefined;
};

/** Usage by price id (or `external_price_id`). */
export type UsageByPrice = { readonly [price_id: string]: UsageInput };

/** An adjustment in force from `start_date` until `end_date`, as a subscription carries it; absent: without bound. */
export type DatedAdjustmentInput = {
  readonly adjustment: AdjustmentInput | DiscountInput;
  readonly start_date?: string | null | undefined;
  readonly end_date?: string | null | undefined;
  readonly applies_to_price_interval_ids?: readonly string[] | undefined;
};

/**
 * A line to adjust. With `usage` (or the price's own quantity) it is rated here; a `subtotal` was rated elsewhere, is
 * exact, and admits no usage discount. The periods say what share of a full period the line covers; absent: all of it.
 */
export type AdjustableLineInput = {
  readonly id: string;
  readonly service_period?: PeriodInput | undefined;
  readonly full_period?: PeriodInput | undefined;
  /** Whose local days are counted; default UTC. */
  readonly timezone?: string | undefined;
} & (
  | { readonly price: PriceInput; readonly usage?: UsageInput | null | undefined; readonly subtotal?: undefined }
  | {
      readonly price: PriceInputFields & { readonly model_type?: ModelType | undefined };
      readonly subtotal: Amount;
      readonly usage?: undefined;
    }
);

/** What `draftInvoice` bills. Fields not named have a default. */
export type DraftInvoiceInput = {
  /** `currency` defaults to the plan's, then to the prices'; `timezone` to UTC; `balance` to zero. */
  readonly customer: CustomerInput;
  /** A plan without phases; or `prices`. */
  readonly plan?: PlanInput | undefined;
  readonly prices?: readonly PriceInput[] | undefined;
  /** Named on the document; the invoice belongs to the customer otherwise. */
  readonly subscription?: { readonly id: string } | undefined;
  readonly period: PeriodInput;
  /** What was used, by price id; wins over `events` for the prices it names. */
  readonly usage?: UsageByPrice | undefined;
  /** What happened; measured by the prices' metrics. */
  readonly events?: Iterable<EventInput> | undefined;
  readonly metrics?: readonly MetricInput[] | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names; needed where their events are measured. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
  /** The caller's now, for `created_at`: an instant, or a date in the customer's zone; default: the end of the period. */
  readonly at?: string | undefined;
  /** Beside those of the plan and its prices: in the order of their creation, with or without dates. */
  readonly adjustments?: readonly (AdjustmentInput | DiscountInput | DatedAdjustmentInput)[] | undefined;
  /** Invoices that billed parts of the same period before, such as partial ones; void ones count for nothing. */
  readonly earlier_invoices?: readonly InvoiceInput[] | undefined;
  /** Wins over `customer.balance`. */
  readonly customer_balance?: Amount | undefined;
  /**
   * The customer's prepaid credits, at most one ledger of each currency, which pay lines in arrears in that currency day by
   * day until `at` (§8); absent: none.
   */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  /** What prepaid credits pay of the lines in arrears, in place of `ledgers`; absent: nothing. */
  readonly payWithCredits?: PayWithCreditsFunction | undefined;
  /** Which taxes are on the lines, such as `percentTax`; absent: none. */
  readonly tax?: TaxFunction | undefined;
  readonly invoice_number?: string | undefined;
  readonly memo?: string | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** What `draftInvoice` bills of a subscription: all that falls due on a date. */
export type DraftSubscriptionInvoiceInput = Pick<
  DraftInvoiceInput,
  | 'customer'
  | 'usage'
  | 'events'
  | 'metrics'
  | 'dimensional_price_groups'
  | 'earlier_invoices'
  | 'customer_balance'
  | 'ledgers'
  | 'payWithCredits'
  | 'tax'
  | 'invoice_number'
  | 'memo'
  | 'policies'
> & {
  /** As `createSubscription` and the steps after it return it, or fetched. */
  readonly subscription: SubscriptionState;
  /** As they return it beside the subscription; needed once a plan was changed. */
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  /** One of the dates that `invoicesDue` lists. */
  readonly invoice_date: string;
  /** Only these of what falls due then, where the rest was invoiced already; absent: all. */
  readonly price_interval_ids?: readonly string[] | undefined;
  /** How many invoices of the subscription have this date already; it is part of the id. Default 0. */
  readonly ordinal?: number | undefined;
  /** Now: usage counts up to it, and it is `created_at`; the invoice date unless given. */
  readonly at?: string | undefined;
  /** The models of your own that prices of the subscription are of. */
  readonly custom_models?: CustomModelsInput | undefined;
};

/** What `draftInvoice` bills where some of the prices are of models of your own. */
export type CustomDraftInvoiceInput = WithCustomModels<DraftInvoiceInput>;
