import { identity, stamp } from '../../identity/index.js';
import {
  isGiven,
  optionalText,
  pathAtKey,
  placeOf,
  problem,
  refuse,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { formatInstant, instantOfMillis, type Instant } from '../../time/index.js';
import type {
  DateOrDateTimeText,
  MutatedSubscription,
  Subscription,
  SubscriptionChangeRequests,
  SubscriptionChangeState,
  SubscriptionChangeType,
  SubscriptionScheduleState,
  SubscriptionState,
  Writable,
} from '../../wire/index.js';
import { choiceAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { boundaryAt } from '../decode/period.js';
import { copyJson } from '../encode/copy.js';
import { encodeChangedResources } from './encode/changed-resources.js';
import type { SubscriptionSurroundings } from './subscription-inputs.js';
import { completeTransition, type Decision } from './transitions/decision.js';
import { changeTypes, operations } from './transitions/operations.js';

type Staged<T extends SubscriptionChangeType> = SubscriptionSurroundings & {
  /** Which operation is to await confirmation. */
  readonly change_type: T;
  /** Orb's body of that operation. */
  readonly request: SubscriptionChangeRequests[T];
  /** Absent for `create_subscription`. */
  readonly subscription?: Subscription | SubscriptionState | undefined;
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  /** The id of a subscription to be created; absent: customer, plan and start identify it. */
  readonly id?: string | undefined;
  /** The id of the change; absent: the subscription and the instant identify it. */
  readonly change_id?: string | undefined;
  /** From when on the change can no longer be applied; a day after `at` unless given. */
  readonly expiration_time?: DateOrDateTimeText | undefined;
};

/** What `createSubscriptionChange` takes: an operation with all that it takes by itself. */
export type CreateSubscriptionChangeInput = {
  readonly [T in SubscriptionChangeType]: Staged<T>;
}[SubscriptionChangeType];

/** A change that awaits confirmation. */
export type StagedSubscriptionChange = {
  /** With the subscription as it would become, and the invoices and credit notes that would come of it. */
  readonly subscription_change: Writable<SubscriptionChangeState>;
  /** The subscription as it is, now mentioning the change; null for one that does not exist yet. */
  readonly subscription: Writable<Subscription | SubscriptionState> | null;
};

const aDay = 86_400_000;

/**
 * Computes what an operation would lead to and keeps it waiting for confirmation, as Orb does under the header
 * `Create-Pending-Subscription-Change` (§9.2). Nothing is changed but that the subscription mentions the change, which
 * keeps other operations away until it is applied or cancelled.
 *
 * @throws `pending_change_exists` where another change waits; `invalid_interval` for an expiration that is over; and what
 * the operation itself throws
 * @example
 * ```ts
 * import { createSubscription, createSubscriptionChange } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [
 *   { id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] },
 *   { id: 'plus', prices: [{ id: 'plus-fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '210.00' } }] },
 * ] as const;
 * const { subscription, schedule } = createSubscription({ customer, plans, request: { customer_id: 'acme', plan_id: 'basic', start_date: '2025-03-01' }, at: '2025-03-01' });
 * const staged = createSubscriptionChange({
 *   change_type: 'schedule_plan_change', subscription, schedule, customer, plans, at: '2025-03-09',
 *   request: { plan_id: 'plus', change_option: 'immediate' },
 * });
 * staged.subscription_change.status; // → 'pending'
 * staged.subscription_change.subscription?.plan?.id; // → 'plus'
 * staged.subscription_change.subscription?.changed_resources?.created_invoices.map(({ total, is_payable_now }) => [total, is_payable_now]);
 * // → [['155.81', true]]
 * staged.subscription?.plan?.id; // → 'basic'
 * ```
 */
export function createSubscriptionChange(given: CreateSubscriptionChangeInput): StagedSubscriptionChange {
  const input = openInput(given);
  const change_type = choiceAt(input, 'change_type', changeTypes);
  refuse(input.issues);
  const own = ['change_type', 'change_id', 'expiration_time'];
  const operation = Object.fromEntries(Object.entries(input.value).filter(([key]) => !own.includes(key)));
  const decision = operations[change_type](operation);
  const document = stage(input, change_type, decision);
  const { subscription } = given;
  const mention = { pending_subscription_change: { id: document.id } };
  return {
    subscription_change: document,
    subscription: subscription === undefined ? null : { ...copied(subscription), ...mention },
  };
}

function copied<T>(document: T): Writable<T> {
  return copyJson(document, placeOf('subscription')) as Writable<T>;
}

function stage(
  input: Fields,
  change_type: SubscriptionChangeType,
  decision: Decision,
): Writable<SubscriptionChangeState> {
  const { at, customer, asked_at, request } = decision.surroundings;
  const expires_at = readExpiration(input, { at, zone: customer.zone });
  const { subscription, schedule, effects } = completeTransition(decision);
  const id =
    optionalText(input, 'change_id') ?? identity('subscription_change', subscription.id, change_type, stamp(asked_at));
  refuse(input.issues);
  const preview: Writable<MutatedSubscription> = {
    ...subscription,
    pending_subscription_change: { id },
    changed_resources: encodeChangedResources(effects, at),
  };
  const moves = change_type === 'create_subscription' || change_type === 'schedule_plan_change';
  return {
    id,
    status: 'pending',
    expiration_time: formatInstant(expires_at),
    applied_at: null,
    cancelled_at: null,
    subscription: preview,
    change_type,
    effective_date: effectiveDate(decision),
    change_option: optionalText(request, 'change_option') ?? optionalText(request, 'cancel_option'),
    plan_id: moves ? (schedule.at(-1)?.plan?.id ?? null) : null,
    billing_cycle_alignment: optionalText(request, 'billing_cycle_alignment'),
    subscription_id: subscription.id,
    requested_at: formatInstant(asked_at),
    request: copyJson(request.value, request.place) as Writable<SubscriptionChangeState>['request'],
  };
}

/** A change takes effect where the subscription first differs by it. */
function effectiveDate({ transition }: Decision): string | null {
  const [from] = transition.consequences.flatMap((one) => (one.kind === 'recompute_drafts' ? [one.from] : []));
  return from === undefined ? null : formatInstant(from);
}

function readExpiration(
  input: Fields,
  { at, zone }: { readonly at: Instant; readonly zone: Decision['surroundings']['customer']['zone'] },
): Instant {
  const usual = instantOfMillis(at + aDay);
  if (!isGiven(valueAt(input, 'expiration_time'))) return usual;
  const expires_at = boundaryAt(input, 'expiration_time', zone) ?? usual;
  if (expires_at <= at) {
    const message = `is not after ${formatInstant(at)}; give a later instant`;
    input.issues.push(problem(pathAtKey(input, 'expiration_time'), 'invalid_interval', message));
  }
  return expires_at;
}
