import type { CreditNote } from './credit-note.js';
import type { CreatedInvoice, Invoice } from './invoice.js';
import type { PriceIntervalsRequest } from './price-interval.js';
import type { Optional } from './shape.js';
import type { Subscription } from './subscription.js';
import type {
  CancelSubscriptionRequest,
  FixedFeeQuantityRequest,
  MigratePlanVersionRequest,
  NewSubscription,
  PlanChangeRequest,
  RedeemCouponRequest,
  TriggerPhaseRequest,
  UnscheduleFixedFeeQuantityRequest,
  UpdateTrialRequest,
} from './subscription-request.js';
import type { Amount, DateText, DateTimeText } from './text.js';

/** The invoices and credit notes a change of a subscription made or voided. */
export type ChangedSubscriptionResources = {
  readonly created_invoices: readonly CreatedInvoice[];
  readonly voided_invoices: readonly Invoice[];
  readonly created_credit_notes: readonly CreditNote[];
  readonly voided_credit_notes: readonly CreditNote[];
};

/** A subscription after a change, with what the change brought about. */
export type MutatedSubscription = Subscription & {
  readonly changed_resources?: ChangedSubscriptionResources | null;
};

/** Where a change that awaits confirmation stands. */
export type SubscriptionChangeStatus = 'pending' | 'applied' | 'cancelled';

/** What a change awaiting confirmation and its mention in a list have in common. */
type SubscriptionChangeFields = {
  readonly id: string;
  readonly status: SubscriptionChangeStatus;
  readonly expiration_time: DateTimeText;
  readonly applied_at?: DateTimeText | null;
  readonly cancelled_at?: DateTimeText | null;
};

/** A change awaiting confirmation together with the subscription as it would become. */
export type SubscriptionChange = SubscriptionChangeFields & {
  readonly subscription: MutatedSubscription | null;
  readonly change_type: string;
  readonly effective_date?: DateTimeText | null;
  readonly change_option?: string | null;
  readonly plan_id?: string | null;
  readonly billing_cycle_alignment?: string | null;
};

/** Which operation a change awaiting confirmation stands for, and what that operation is asked. */
export type SubscriptionChangeRequests = {
  readonly create_subscription: NewSubscription;
  readonly schedule_plan_change: PlanChangeRequest;
  readonly unschedule_pending_plan_changes: Readonly<Record<string, never>>;
  readonly cancel: CancelSubscriptionRequest;
  readonly unschedule_cancellation: Readonly<Record<string, never>>;
  readonly update_fixed_fee_quantity: FixedFeeQuantityRequest;
  readonly unschedule_fixed_fee_quantity_updates: UnscheduleFixedFeeQuantityRequest;
  readonly update_trial: UpdateTrialRequest;
  readonly trigger_phase: TriggerPhaseRequest;
  readonly price_intervals: PriceIntervalsRequest;
  readonly redeem_coupon: RedeemCouponRequest;
  readonly plan_version_migration: MigratePlanVersionRequest;
};

/** The operations that can await confirmation, by the last part of their path. */
export type SubscriptionChangeType = keyof SubscriptionChangeRequests;

/** A change awaiting confirmation as we write it: with what it takes to carry it out. */
export type SubscriptionChangeState = Omit<SubscriptionChange, 'change_type'> & {
  readonly change_type: SubscriptionChangeType;
  readonly subscription_id: string;
  readonly requested_at: DateTimeText;
  readonly request: SubscriptionChangeRequests[SubscriptionChangeType];
};

/** A change awaiting confirmation as a list shows it. */
export type SubscriptionChangeSummary = SubscriptionChangeFields & { readonly subscription_id: string | null };

/** The request that applies a change awaiting confirmation. */
export type ApplySubscriptionChangeRequest = Optional<{
  description: string;
  /** What the customer already paid, which is added to the balance. */
  previously_collected_amount: Amount;
  mark_as_paid: boolean;
  payment_received_date: DateText;
  payment_external_id: string;
  payment_notes: string;
}>;
