import type { CreditNote } from './credit-note.js';
import type { CreatedInvoice, Invoice } from './invoice.js';
import type { Optional } from './shape.js';
import type { Subscription } from './subscription.js';
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
