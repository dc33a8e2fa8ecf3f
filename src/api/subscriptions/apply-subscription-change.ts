import {
  invariant,
  isGiven,
  isObject,
  isTextList,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { sign } from '../../decimal/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  ApplySubscriptionChangeRequest,
  CustomerInput,
  PoliciesInput,
  Subscription,
  SubscriptionChangeState,
  SubscriptionScheduleState,
  SubscriptionState,
  Writable,
} from '../../wire/index.js';
import { choiceAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readMoment, type Moment } from '../decode/moment.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import {
  readPendingChange,
  reportExpired,
  reportOther,
  reportSettled,
  type PendingChange,
} from './decode/pending-change.js';
import { surroundingKeys } from './decode/reading.js';
import { copyJson } from '../encode/copy.js';
import { encodeChangedResources } from './encode/changed-resources.js';
import type { SubscriptionSurroundings, SubscriptionTransition } from './subscription-inputs.js';
import { collect, putOnBalance, type Balanced, type Till } from './transitions/collect.js';
import { readCollected, type Collected } from './transitions/collected.js';
import { completeTransition } from './transitions/decision.js';
import { changeTypes, operations } from './transitions/operations.js';

/** What `applySubscriptionChange` takes: what the operation takes by itself, but for its request, which the change keeps. */
export type ApplySubscriptionChangeInput = Omit<SubscriptionSurroundings, 'requested_at'> & {
  readonly subscription_change: SubscriptionChangeState;
  /** The subscription that mentions the change; absent for one to be created. */
  readonly subscription?: Subscription | SubscriptionState | undefined;
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  /** Orb's body: what was collected already; the texts about the payment are the caller's to keep. */
  readonly request?: ApplySubscriptionChangeRequest | undefined;
  /** For the invoices that are issued with the change, in their order. */
  readonly invoice_numbers?: readonly string[] | undefined;
};

/** A change that was applied, and all that came of it. */
export type AppliedSubscriptionChange = SubscriptionTransition & {
  readonly subscription_change: Writable<SubscriptionChangeState>;
  /** With the balance after all. */
  readonly customer: CustomerInput;
};

/**
 * Applies a change that awaits confirmation (§9.2): the operation is carried out as it was asked for, so that `immediate`
 * means the instant of the request and what was shown is what is billed.
 *
 * `previously_collected_amount` raises the balance, and invoices that are due and bill fees in advance alone are issued
 * against it. With `mark_as_paid` those are issued as paid without the balance, which gets what was collected beyond them.
 *
 * @throws `invalid_transition` for a change that is not pending or has expired; `invalid_reference` for a subscription
 * that does not mention it; `invalid_amount`, `unrounded_amount` of what was collected; `missing_field` for an invoice
 * without a number; and what the operation itself throws
 * @example
 * ```ts
 * import { applySubscriptionChange, createSubscriptionChange } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const plans = [{ id: 'basic', prices: [{ id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '60.00' } }] }] as const;
 * const { subscription_change } = createSubscriptionChange({
 *   change_type: 'create_subscription', customer, plans, at: '2025-03-01T09:00:00Z',
 *   request: { customer_id: 'acme', plan_id: 'basic' },
 * });
 * const applied = applySubscriptionChange({
 *   subscription_change, customer, plans, at: '2025-03-01T09:20:00Z',
 *   request: { previously_collected_amount: '60.00' }, invoice_numbers: ['ACME-00001'],
 * });
 * applied.subscription_change.status; // → 'applied'
 * applied.subscription.status; // → 'active'
 * applied.subscription_change.subscription?.changed_resources?.created_invoices.map(({ status, total, amount_due }) => [status, total, amount_due]);
 * // → [['paid', '60.00', '0.00']]
 * applied.customer.balance; // → '0.00'
 * ```
 */
export function applySubscriptionChange(given: ApplySubscriptionChangeInput): AppliedSubscriptionChange {
  const { input, change, moment, collected, policies } = readApplication(given);
  const { document } = change;
  const { at, customer } = moment;
  const amount = collected.is_paid ? null : collected.amount;
  const drawer = { collected, change_id: document.id, at };
  const raised: Balanced =
    amount === null ? { customer: customer.document, effects: [] } : putOnBalance(customer.document, amount, drawer);
  const transition = completeTransition(operations[document.change_type](operationOf(input, change, raised.customer)));
  const till: Till = {
    ...drawer,
    net_terms: transition.subscription.net_terms,
    invoice_numbers: given.invoice_numbers ?? [],
    policies,
  };
  const collects = collected.is_paid || sign(collected.amount) > 0;
  const balanced = collects
    ? collect(transition.effects, raised.customer, till)
    : { customer: raised.customer, effects: transition.effects };
  const effects = [...raised.effects, ...balanced.effects];
  const changed_resources = encodeChangedResources(effects, at);
  return {
    ...transition,
    effects,
    customer: balanced.customer,
    subscription_change: {
      ...(copyJson(document, placeOf('subscription_change')) as Writable<SubscriptionChangeState>),
      status: 'applied',
      applied_at: formatInstant(at),
      subscription: { ...transition.subscription, changed_resources },
    },
  };
}

type Application = {
  readonly input: Fields;
  readonly change: PendingChange;
  readonly moment: Moment;
  readonly collected: Collected;
  readonly policies: PoliciesInput | undefined;
};

const ownKeys = ['subscription_change', 'subscription', 'schedule', 'invoice_numbers'];

function readApplication(given: ApplySubscriptionChangeInput): Application {
  const input = openInput(given);
  refuseUnknown(input, [...surroundingKeys.filter((key) => key !== 'requested_at'), ...ownKeys]);
  const rules = moneyRulesOf(readPolicies(input));
  const moment = readMoment(input);
  const change = readPendingChange(input);
  reportNumbers(input);
  if (change !== null) {
    choiceAt(change.fields, 'change_type', changeTypes);
    reportSettled(change, 'applied');
    reportOther(input, change);
    if (moment !== null) reportExpired(change, moment.at);
  }
  refuse(input.issues);
  invariant(change !== null && moment !== null, 'an input without errors is read');
  // A customer without a currency takes on that of the subscription that the change creates.
  const currency = moment.customer.currency ?? change.currency ?? 'USD';
  const collected = readCollected(input, { at: moment.at, zone: moment.customer.zone, currency, rules });
  refuse(input.issues);
  return { input, change, moment, collected, policies: given.policies };
}

function reportNumbers(input: Fields): void {
  const numbers = valueAt(input, 'invoice_numbers');
  const are_texts = isTextList(numbers) && !numbers.includes('');
  if (isGiven(numbers) && !are_texts) report(input, 'invoice_numbers', wanting(numbers, 'a list of texts'));
}

/** The input of the operation: as when it was staged, but by now, and without the mention that keeps operations away. */
function operationOf(input: Fields, { document }: PendingChange, customer: CustomerInput): object {
  const { request, requested_at, change_type, subscription_id } = document;
  const surroundings = Object.fromEntries(Object.entries(input.value).filter(([key]) => surroundingKeys.includes(key)));
  const operation = { ...surroundings, request, requested_at, customer };
  if (change_type === 'create_subscription') return { ...operation, id: subscription_id };
  const { subscription, schedule } = input.value;
  const free = isObject(subscription) ? { ...subscription, pending_subscription_change: null } : subscription;
  return { ...operation, subscription: free, ...(schedule === undefined ? {} : { schedule }) };
}
