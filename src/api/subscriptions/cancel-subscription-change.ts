import { invariant, placeOf, refuse, refuseUnknown } from '../../errors/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  DateOrDateTimeText,
  Subscription,
  SubscriptionChangeState,
  SubscriptionState,
  Writable,
} from '../../wire/index.js';
import { requiredInstantAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readPendingChange, reportOther, reportSettled } from './decode/pending-change.js';
import { copyJson } from '../encode/copy.js';

/** What `cancelSubscriptionChange` takes. */
export type CancelSubscriptionChangeInput = {
  readonly subscription_change: SubscriptionChangeState;
  /** The subscription that mentions the change; absent for one that was to be created. */
  readonly subscription?: Subscription | SubscriptionState | undefined;
  /** Now: an instant. */
  readonly at: DateOrDateTimeText;
};

/** A change that was cancelled. */
export type CancelledSubscriptionChange = {
  readonly subscription_change: Writable<SubscriptionChangeState>;
  /** The subscription, mentioning the change no more; null for one that was never created. */
  readonly subscription: Writable<Subscription | SubscriptionState> | null;
};

/**
 * Cancels a change that awaits confirmation (§9.2): it can no longer be applied, and other operations may follow. One that
 * has expired was cancelled at its expiration.
 *
 * @throws `invalid_transition` for a change that was applied or cancelled before; `invalid_reference` for a subscription
 * that does not mention it
 * @example
 * ```ts
 * import { cancelSubscriptionChange, createSubscriptionChange } from 'reckoner';
 *
 * const { subscription_change } = createSubscriptionChange({
 *   change_type: 'create_subscription',
 *   customer: { id: 'acme', currency: 'USD' },
 *   plans: [{ id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] }],
 *   request: { customer_id: 'acme', plan_id: 'basic' },
 *   at: '2025-03-01T09:00:00Z',
 * });
 * const cancelled = cancelSubscriptionChange({ subscription_change, at: '2025-03-01T10:00:00Z' });
 * cancelled.subscription_change.cancelled_at; // → '2025-03-01T10:00:00+00:00'
 * const expired = cancelSubscriptionChange({ subscription_change, at: '2025-03-09T00:00:00Z' });
 * expired.subscription_change.cancelled_at; // → '2025-03-02T09:00:00+00:00'
 * ```
 */
export function cancelSubscriptionChange(given: CancelSubscriptionChangeInput): CancelledSubscriptionChange {
  const input = openInput(given);
  refuseUnknown(input, ['subscription_change', 'subscription', 'at']);
  const change = readPendingChange(input);
  const at = requiredInstantAt(input, 'at');
  if (change !== null) reportOther(input, change);
  if (change !== null) reportSettled(change, 'cancelled');
  refuse(input.issues);
  invariant(change !== null && at !== null, 'an input without errors is read');
  const cancelled_at = formatInstant(at < change.expires_at ? at : change.expires_at);
  const { subscription } = given;
  return {
    subscription_change: { ...copied(change.document), status: 'cancelled', cancelled_at },
    subscription: subscription === undefined ? null : { ...copied(subscription), pending_subscription_change: null },
  };
}

function copied<T>(document: T): Writable<T> {
  return copyJson(document, placeOf('subscription_change')) as Writable<T>;
}
