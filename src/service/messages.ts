import type { JsonDocument } from '../repository/index.js';
import type { AlertNotification, Customer, Effect, Invoice, SubscriptionState } from '../wire/index.js';
import type { Call } from './call.js';

type Dated<Kind extends string, Told> = { readonly kind: Kind; readonly at: string } & Told;
type OfSubscription<Kind extends string, Told = unknown> = Dated<
  Kind,
  { readonly subscription: SubscriptionState } & Told
>;
type OfInvoice<Kind extends string, Told = unknown> = Dated<Kind, { readonly invoice: Invoice } & Told>;

/** What happened to a subscription, each at its own time: because somebody asked for it, or because that time came. */
export type SubscriptionNews =
  | OfSubscription<'subscription_created'>
  | OfSubscription<'subscription_started'>
  | OfSubscription<'subscription_trial_ended'>
  | OfSubscription<'subscription_ended'>
  | OfSubscription<'subscription_edited', { readonly previous_attributes: Partial<SubscriptionState> }>
  | OfSubscription<'subscription_cancellation_scheduled', { readonly cancellation_date: string }>
  | OfSubscription<'subscription_cancellation_unscheduled'>
  | OfSubscription<'subscription_plan_change_scheduled', PlanChange & { readonly change_date: string }>
  | OfSubscription<'subscription_plan_changed', PlanChange>
  | OfSubscription<'subscription_plan_version_change_scheduled', VersionChange>
  | OfSubscription<'subscription_plan_version_changed', VersionChange>
  | OfSubscription<'subscription_fixed_fee_quantity_updated', QuantityChange>
  | OfSubscription<'subscription_invoicing_threshold_exceeded', { readonly invoice_id: string }>;

type PlanChange = { readonly previous_plan_id: string | null; readonly new_plan_id: string | null };
export type VersionChange = {
  readonly effective_date: string;
  readonly previous_plan_version_number: number;
  readonly new_plan_version_number: number;
};
type QuantityChange = {
  readonly price_id: string;
  readonly effective_date: string;
  readonly old_quantity: number;
  readonly new_quantity: number;
};

/** What the service tells beside the effects that it stores. */
export type News =
  | SubscriptionNews
  | Dated<'customer_created', { readonly customer: Customer }>
  | Dated<'customer_edited', { readonly customer: Customer; readonly previous_attributes: Partial<Customer> }>
  | Dated<'customer_deleted', { readonly customer_id: string }>
  | Dated<'alert_fired', { readonly customer_id: string; readonly notification: AlertNotification }>
  /** A draft that was issued. */
  | OfInvoice<'invoice_issued'>
  | OfInvoice<'invoice_edited'>
  | OfInvoice<'invoice_marked_as_paid', { readonly payment: MarkedPayment }>
  | OfInvoice<'invoice_payment_recorded', { readonly succeeded: boolean } & Provider>;

type Provider = { readonly payment_provider: string | null; readonly payment_provider_id: string | null };
type MarkedPayment = {
  readonly payment_received_date: string | null;
  readonly external_id: string | null;
  readonly notes: string | null;
};

/** Every message that the service leaves in the outbox. */
export type ServiceMessage = Effect | News;

/** Tells the outbox what happened; it is there if the transaction is stored. */
export async function tell({ transaction }: Pick<Call, 'transaction'>, news: readonly News[]): Promise<void> {
  if (news.length > 0) await transaction.appendMessages(news.map((one): JsonDocument => ({ ...one })));
}
