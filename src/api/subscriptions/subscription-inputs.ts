import type {
  Coupon,
  CreditLedger,
  CreditNote,
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  EventInput,
  InvoiceInput,
  License,
  LicenseType,
  PlanInput,
  PoliciesInput,
  Subscription,
  SubscriptionScheduleState,
  SubscriptionState,
  Writable,
} from '../../wire/index.js';
import type { AnyPrice, CustomModelsInput, CustomPlanInput } from '../prices/custom-model.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { TaxFunction } from '../invoices/ports.js';
import type { DimensionalGroupInput } from '../usage/dimensional-group-input.js';

/** What every operation on a subscription may need beside its request. */
export type SubscriptionSurroundings = {
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** When the request was made, if it is carried out only now: `immediate`, ends of terms and the like are meant from then. */
  readonly requested_at?: DateOrDateTimeText | undefined;
  readonly customer: CustomerInput;
  /** The plans that the request names, and the plan that is current, if it has changed since the document was written. */
  readonly plans?: readonly (PlanInput | CustomPlanInput)[] | undefined;
  /** Prices that the request names and the plan does not have. */
  readonly prices?: readonly AnyPrice[] | undefined;
  readonly coupons?: readonly Coupon[] | undefined;
  /** What was invoiced so far; decides what may still be changed. */
  readonly invoices?: readonly InvoiceInput[] | undefined;
  /** The credit notes on them: what of them was given back already. */
  readonly credit_notes?: readonly CreditNote[] | undefined;
  /** The customer's prepaid credits, at most one ledger of each currency: they pay the usage that the step invoices (§8). */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  /** The subscription's licences, whose own credits pay for what their holders used (§8.6), and the types of these. */
  readonly licenses?: readonly License[] | undefined;
  readonly license_types?: readonly LicenseType[] | undefined;
  /** What was used; without it invoices of usage are left to `draftInvoice`. */
  readonly events?: readonly EventInput[] | undefined;
  readonly metrics?: readonly MetricInput[] | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names, where their events are measured. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
  /** The models of your own that prices are of: of the plans, of the request, or of the subscription. */
  readonly custom_models?: CustomModelsInput | undefined;
  /** Which taxes are on invoices that the step makes. */
  readonly tax?: TaxFunction | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** What an operation on a subscription takes; `subscription` and `schedule` as the operation before returned them. */
export type SubscriptionTransitionInput<Request> = SubscriptionSurroundings & {
  readonly subscription: Subscription | SubscriptionState;
  /** Absent: one stretch on the subscription's plan. */
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  /** Orb's body. */
  readonly request: Request;
};

/** A subscription after an operation, its schedule, and what to store, in order. */
export type SubscriptionTransition = {
  readonly subscription: Writable<SubscriptionState>;
  readonly schedule: Writable<SubscriptionScheduleState>[];
  /** The ledgers that were given, in their order, after what the step charged or gave back. */
  readonly ledgers: readonly CreditLedger[];
  readonly effects: readonly Effect[];
};
