import { isGiven } from '../../errors/index.js';
import type { JsonDocument } from '../../repository/index.js';
import type { ServiceMessage, SubscriptionNews } from '../../service/index.js';
import type { AlertType } from '../../wire/index.js';

/** What a webhook tells, but for its id and its time: a type `resource.verb`, and the resource under its name. */
export type WebhookBody = {
  readonly type: string;
  readonly resource: JsonDocument;
  readonly properties: JsonDocument;
};

type Kind = ServiceMessage['kind'];
type Messages = { readonly [K in Kind]: Extract<ServiceMessage, { kind: K }> };

const alertTypes: { readonly [T in AlertType]: string } = {
  usage_exceeded: 'subscription.usage_exceeded',
  cost_exceeded: 'subscription.cost_exceeded',
  spend_exceeded: 'subscription.spend_exceeded',
  credit_balance_depleted: 'customer.credit_balance_depleted',
  credit_balance_dropped: 'customer.credit_balance_dropped',
  credit_balance_recovered: 'customer.credit_balance_recovered',
  license_balance_threshold_reached: 'subscription.license_balance_threshold_reached',
};

/** What each kind of message is as a webhook: Orb's type where Orb has one, else one of our own in the same form. */
const webhooks: { readonly [K in Kind]: (message: Messages[K]) => WebhookBody } = {
  // One that is made a draft is told again when it is issued; others are issued as they are made.
  invoice_created: ({ invoice }) => about(invoice.status === 'draft' ? 'invoice.edited' : 'invoice.issued', invoice),
  invoice_issued: ({ invoice }) =>
    about('invoice.issued', invoice, { automatically_marked_as_paid: invoice.status === 'paid' }),
  invoice_edited: ({ invoice }) => about('invoice.edited', invoice),
  invoice_marked_as_paid: ({ invoice, payment }) => about('invoice.manually_marked_as_paid', invoice, payment),
  invoice_payment_recorded: ({ invoice, succeeded, payment_provider, payment_provider_id }) => {
    const type = succeeded ? 'invoice.payment_succeeded' : 'invoice.payment_failed';
    return about(type, invoice, { payment_provider, payment_provider_id });
  },
  invoice_voided: ({ invoice }) => about('invoice.manually_marked_as_void', invoice),
  invoice_deleted: ({ invoice_id }) => about('invoice.deleted', { id: invoice_id }),
  credit_note_created: ({ credit_note }) => about('credit_note.issued', credit_note),
  credit_note_voided: ({ credit_note }) => about('credit_note.marked_as_void', credit_note),
  balance_transaction: ({ customer_id, transaction }) =>
    about('customer.balance_transaction_created', { id: customer_id }, { balance_transaction: transaction }),
  ledger_entry: ({ customer_id, currency, ledger_sequence_number, entry }) =>
    about('customer.ledger_entry_changed', { id: customer_id }, { currency, ledger_sequence_number, entry }),
  credit_block: ({ customer_id, currency, block_id, block }) =>
    about('customer.credit_block_changed', { id: customer_id }, { currency, block_id, block }),
  credit_purchase: ({ purchase }) => about('customer.credits_bought', { id: purchase.customer_id }, { purchase }),
  credit_purchase_undone: ({ customer_id, block_id }) =>
    about('customer.credit_purchase_undone', { id: customer_id }, { block_id }),
  customer: ({ customer }) => about('customer.edited', customer),
  customer_created: ({ customer }) => about('customer.created', customer),
  customer_edited: ({ customer, previous_attributes }) => about('customer.edited', customer, { previous_attributes }),
  customer_deleted: ({ customer_id }) => about('customer.deleted', { id: customer_id }),
  coupon: ({ coupon }) => about('coupon.edited', coupon),
  item_created: ({ item }) => about('item.created', item),
  top_up: ({ customer_id, top_up }) => about('customer.top_up_changed', { id: customer_id }, { top_up }),
  top_up_disabled: ({ customer_id, top_up_id }) =>
    about('customer.top_up_disabled', { id: customer_id }, { top_up_id }),
  alert: ({ alert_id, alert }) => about('alert.changed', alert ?? { id: alert_id }, { is_deleted: alert === null }),
  payment_request: ({ payment_request }) =>
    about('invoice.payment_requested', { id: payment_request.invoice_id }, { payment_request }),
  alert_fired: ({ customer_id, notification }) => {
    // Orb tells of groups by a type of its own.
    const type = isGiven(notification.group_values)
      ? 'subscription.grouped_cost_exceeded'
      : alertTypes[notification.type];
    const id = type.startsWith('customer.') ? customer_id : notification.subscription_id;
    return about(type, { id }, { customer_id, ...notification });
  },
  subscription_created: ofSubscription('created'),
  subscription_started: ofSubscription('started'),
  subscription_trial_ended: ofSubscription('trial_ended'),
  subscription_ended: ofSubscription('ended'),
  subscription_edited: ofSubscription('edited'),
  subscription_cancellation_scheduled: ofSubscription('cancellation_scheduled'),
  subscription_cancellation_unscheduled: ofSubscription('cancellation_unscheduled'),
  subscription_plan_change_scheduled: ofSubscription('plan_change_scheduled'),
  subscription_plan_changed: ofSubscription('plan_changed'),
  subscription_plan_version_change_scheduled: ofSubscription('plan_version_change_scheduled'),
  subscription_plan_version_changed: ofSubscription('plan_version_changed'),
  subscription_fixed_fee_quantity_updated: ofSubscription('fixed_fee_quantity_updated'),
  subscription_invoicing_threshold_exceeded: ofSubscription('invoicing_threshold_exceeded'),
};

/** Every kind of message that becomes a webhook. */
export const webhookKinds: readonly string[] = /*#__PURE__*/ Object.keys(webhooks);

/** News about a subscription: the document, and what is said beside it. */
function ofSubscription(verb: string): (news: SubscriptionNews) => WebhookBody {
  return ({ kind: _kind, at: _at, subscription, ...properties }) =>
    about(`subscription.${verb}`, subscription, properties);
}

/** A message of the outbox as a webhook, or null where its kind is none of the service's. */
export function webhookOfMessage(message: JsonDocument): WebhookBody | null {
  return isOurs(message) ? write(message.kind, message) : null;
}

/** The kind tells what else is in a message, since the service alone writes to its outbox. */
function isOurs(message: JsonDocument): message is JsonDocument & ServiceMessage {
  const { kind } = message;
  return typeof kind === 'string' && Object.hasOwn(webhooks, kind);
}

function write<K extends Kind>(kind: K, message: Messages[K]): WebhookBody {
  return webhooks[kind](message);
}

function about(type: string, resource: object, properties: object = {}): WebhookBody {
  return { type, resource: { ...resource }, properties: { ...properties } };
}
