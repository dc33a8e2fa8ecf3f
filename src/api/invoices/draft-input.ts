import type {
  AdjustmentInput,
  Amount,
  CreditLedger,
  CreditNote,
  CustomerInput,
  DiscountInput,
  EventInput,
  InvoiceInput,
  License,
  LicenseType,
  PlanInput,
  PoliciesInput,
  PriceInput,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import type { DatedAdjustmentInput } from '../adjustments/adjustment-inputs.js';
import type { PeriodInput } from '../cycles/period-input.js';
import type { CustomModelsInput, WithCustomModels } from '../prices/custom-model.js';
import type { UsageByPrice } from '../prices/usage-input.js';
import type { DimensionalGroupInput } from '../usage/dimensional-group-input.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { PayWithCreditsFunction, TaxFunction } from './ports.js';

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
  /**
   * The credit notes on those invoices, all or none: what one gave back because the order changed is billed again where the
   * service is taken up again; what one gave back for another reason is not.
   */
  readonly credit_notes?: readonly CreditNote[] | undefined;
  /** Wins over `customer.balance`. */
  readonly customer_balance?: Amount | undefined;
  /**
   * The customer's prepaid credits, at most one ledger of each currency, which pay lines in arrears in that currency day by
   * day until `at` (§8); absent: none.
   */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  /**
   * The licences there are, whose own credits pay for what their holders used before the shared ones do; needs `events` or
   * `license_usage`. Those of another subscription count for nothing.
   */
  readonly licenses?: readonly License[] | undefined;
  /** The types of these licences: the event property that names the holder is compared with `external_license_id`. */
  readonly license_types?: readonly LicenseType[] | undefined;
  /**
   * Who used what, by price id (or price interval): the metric by local days, grouped by the `grouping_key` of the licence
   * type with null groups kept, as `aggregateUsage` and a usage meter tell it; wins over `events` for the prices it names.
   */
  readonly license_usage?: UsageByPrice | undefined;
  /** What prepaid credits pay of the lines in arrears, in place of `ledgers`; absent: nothing. */
  readonly payWithCredits?: PayWithCreditsFunction | undefined;
  /** Which taxes are on the lines, such as `percentTax`; absent: none. */
  readonly tax?: TaxFunction | undefined;
  /**
   * How many invoices have closed this period already; it is part of the id. With these as `earlier_invoices`, what was found
   * out about since is billed. Default 0.
   */
  readonly ordinal?: number | undefined;
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
  | 'credit_notes'
  | 'customer_balance'
  | 'ledgers'
  | 'licenses'
  | 'license_types'
  | 'license_usage'
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
