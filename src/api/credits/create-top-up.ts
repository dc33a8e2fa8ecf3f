import { identity, stamp } from '../../identity/index.js';
import {
  invariant,
  isGiven,
  openChild,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { formatInstant, millisPerDay, shiftInstant } from '../../time/index.js';
import type {
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  NewCreditTopUp,
  PoliciesInput,
  TopUpState,
  Writable,
} from '../../wire/index.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readTopUp, type TopUpOrder } from './decode/read-top-up.js';
import { readMoment, type Moment } from '../decode/moment.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import { copyJson } from '../encode/copy.js';
import { encodeTopUp } from './encode/top-up.js';

/** What `createTopUp` takes. */
export type CreateTopUpInput = {
  readonly customer: CustomerInput;
  /** The top-ups that the customer has so far; none unless given. */
  readonly top_ups?: readonly TopUpState[] | undefined;
  /** Orb's body. */
  readonly request: NewCreditTopUp;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** A new top-up, all that the customer has with it, and what to store. */
export type TopUpTransition = {
  readonly top_up: Writable<TopUpState>;
  readonly top_ups: readonly TopUpState[];
  readonly effects: readonly Effect[];
};

/**
 * Creates a standing order to buy `amount` credits whenever the balance is at or below `threshold` (§8.6).
 *
 * A customer has one top-up in each currency: a new one takes the place of the old. Amounts are in units of `currency`, a
 * real currency's in whole minor units; `per_unit_cost_basis` is what a unit costs in the customer's currency. It is active
 * from the local day of `active_from`, which is `at` unless it is given.
 * Nothing is bought here: `evaluateTopUps` does.
 *
 * @throws `invalid_amount` for an amount that is not above zero or a negative threshold or cost basis;
 * `unrounded_amount`; `currency_mismatch` for a real currency that is not the customer's; `invalid_date` for an
 * `active_from` more than ten days ago; `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`,
 * `unknown_timezone`, `unknown_policy`
 * @example
 * ```ts
 * import { createTopUp } from 'reckoner';
 *
 * const request = {
 *   currency: 'credits', threshold: '20', amount: '50', per_unit_cost_basis: '0.10',
 *   invoice_settings: { auto_collection: true, net_terms: 0 },
 * };
 * const { top_up, effects } = createTopUp({ customer: { id: 'acme', currency: 'USD' }, request, at: '2026-01-01' });
 * top_up.id; // → 'top_up:acme:credits:20260101T000000Z'
 * effects.map(({ kind }) => kind); // → ['top_up']
 * ```
 */
export function createTopUp(input: CreateTopUpInput): TopUpTransition {
  const fields = openInput(input);
  refuseUnknown(fields, ['customer', 'top_ups', 'request', 'at', 'policies']);
  const rules = moneyRulesOf(readPolicies(fields));
  const moment = readMoment(fields);
  const request = openChild(fields, 'request');
  const stored = objectsAt(fields, 'top_ups');
  refuse(fields.issues);
  invariant(request !== null && moment !== null, 'an input without errors is read');
  const { customer, at } = moment;
  const id = newTopUpId(stored, identity('top_up', customer.id, optionalText(request, 'currency') ?? '', stamp(at)));
  checkRequest(request);
  const order = readTopUp(request, id, { zone: customer.zone, rules });
  checkAgainst(moment, request, order);
  refuse(fields.issues);
  // Active at once unless it says from when: what was used before it was ordered is not bought for.
  const active_from = order.top_up.active_from ?? at;
  return replaceTopUp(stored, encodeTopUp({ ...order, top_up: { ...order.top_up, active_from } }), customer.id);
}

function replaceTopUp(stored: readonly Fields[], top_up: Writable<TopUpState>, customer_id: string): TopUpTransition {
  const own = stored.map(({ value, place }) => copyJson(value, place) as TopUpState);
  const replaced = own.filter(({ currency }) => currency === top_up.currency);
  return {
    top_up,
    top_ups: [...own.filter((other) => !replaced.includes(other)), top_up],
    effects: [
      ...replaced.map(({ id }): Effect => ({ kind: 'top_up_disabled', customer_id, top_up_id: id })),
      { kind: 'top_up', customer_id, top_up },
    ],
  };
}

/** The customer, currency and instant (D25), with a number where one of that very instant is replaced. */
function newTopUpId(stored: readonly Fields[], base: string): string {
  const taken = new Set(stored.map((top_up) => optionalText(top_up, 'id')));
  let id = base;
  for (let number = 1; taken.has(id); number += 1) id = identity(base, String(number));
  return id;
}

const keys = [
  'currency', 'threshold', 'amount', 'per_unit_cost_basis', 'invoice_settings', 'active_from', 'expires_after',
  'expires_after_unit',
]; // prettier-ignore

/** What a stored top-up may go without and a new one may not. */
function checkRequest(request: Fields): void {
  refuseUnknown(request, keys);
  if (!isGiven(valueAt(request, 'per_unit_cost_basis'))) {
    report(request, 'per_unit_cost_basis', wanting(null, 'what one unit costs, or 0'));
  }
  const settings = openChild(request, 'invoice_settings');
  if (settings === null) return;
  refuseUnknown(settings, ['auto_collection', 'net_terms', 'memo', 'require_successful_payment']);
  const required = { auto_collection: 'true or false', net_terms: 'the days until payment is due, or 0' };
  for (const [key, wanted] of Object.entries(required)) {
    if (!isGiven(valueAt(settings, key))) report(settings, key, wanting(null, wanted));
  }
}

const longestBack = 10;

function checkAgainst({ customer, at }: Moment, request: Fields, { currency, top_up }: TopUpOrder): void {
  if (currency.real && customer.currency !== null && customer.currency !== currency.code) {
    const message = `is ${shown(currency.code)}, but the customer is invoiced in ${shown(customer.currency)}; real money is topped up in that`;
    report(request, 'currency', { code: 'currency_mismatch', message });
  }
  // At most 10 days back (§8.6): exactly that long ago is still accepted.
  const earliest = shiftInstant(at, -longestBack * millisPerDay);
  if (top_up.active_from === null || top_up.active_from >= earliest) return;
  const message = `is more than ${longestBack} days ago; give ${formatInstant(earliest)} or later`;
  report(request, 'active_from', { code: 'invalid_date', message });
}
