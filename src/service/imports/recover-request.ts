import type { JsonDocument } from '../../repository/index.js';
import { formatInstant, millisPerDay, parseInstant, shiftInstant } from '../../time/index.js';
import type { SubscriptionChange, SubscriptionChangeType } from '../../wire/index.js';

/** What was asked for, and when. */
export type AskedFor = { readonly request: JsonDocument; readonly requested_at: string };

/** Whether a text names a type of change that is known here. */
export function isChangeType(name: unknown): name is SubscriptionChangeType {
  return typeof name === 'string' && Object.hasOwn(recoverBody, name);
}

/** What a document of a change tells of the request; null for a type of which it tells nothing. */
export function recoverRequest(change: SubscriptionChange): JsonDocument | null {
  const request = isChangeType(change.change_type) ? recoverBody[change.change_type](change) : null;
  return request === null ? null : withoutBlanks(request);
}

/** By type, total. Whether the body says all that was asked for shows once the change is made from it. */
const recoverBody: { readonly [T in SubscriptionChangeType]: (change: SubscriptionChange) => JsonDocument | null } = {
  create_subscription: creation,
  schedule_plan_change: ({ plan_id, change_option, effective_date, billing_cycle_alignment }) => ({
    plan_id,
    change_option,
    change_date: change_option === 'requested_date' ? effective_date : null,
    billing_cycle_alignment,
  }),
  cancel: ({ change_option, effective_date }) => ({
    cancel_option: change_option,
    cancellation_date: change_option === 'requested_date' ? effective_date : null,
  }),
  unschedule_pending_plan_changes: () => ({}),
  unschedule_cancellation: () => ({}),
  update_fixed_fee_quantity: () => null,
  unschedule_fixed_fee_quantity_updates: () => null,
  update_trial: () => null,
  trigger_phase: () => null,
  price_intervals: () => null,
  redeem_coupon: () => null,
  plan_version_migration: () => null,
};

function creation({ subscription, plan_id }: SubscriptionChange): JsonDocument | null {
  if (subscription === null) return null;
  const { customer, plan, name, start_date, end_date, net_terms, metadata } = subscription;
  const { default_invoice_memo, invoicing_threshold, billing_cycle_anchor_configuration } = subscription;
  return {
    customer_id: customer.id,
    plan_id: plan_id ?? plan?.id,
    name,
    start_date,
    end_date,
    net_terms,
    metadata,
    default_invoice_memo,
    invoicing_threshold,
    billing_cycle_anchor_configuration,
  };
}

/** When it was asked for: what takes effect at once, when it does; the rest, a day before it expires, as Orb has it. */
export function recoverTime(
  { change_option, effective_date, expiration_time }: SubscriptionChange,
  at: string,
): string {
  const isImmediate = change_option === 'immediate' && typeof effective_date === 'string';
  const asked = isImmediate ? parseInstant(effective_date) : shiftInstant(parseInstant(expiration_time), -millisPerDay);
  return asked < parseInstant(at) ? formatInstant(asked) : at;
}

function withoutBlanks(body: JsonDocument): JsonDocument {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
}
