import {
  fail,
  isBillingError,
  isGiven,
  isObject,
  openChild,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { wholeAt } from '../cycles/decode/cycle.js';
import { openInput } from '../decode/input.js';
import { readRules } from './grandfathering.js';
import { forEachUntil } from './one-by-one.js';
import { computeCustomer, prepareDeal, type Lists } from './simulate-customer.js';
import type { SimulateInput, Simulation } from './simulate-input.js';
import { emptyTally, encodeTally, tallyCustomer, tallyFailure, type Tally } from './tally.js';

const sharedKeys = ['start_date', 'periods', 'metrics', 'license_types', 'policies'];
const keys = ['customers', 'current', 'proposed', 'grandfathering', 'listed', 'onCustomer', 'onProgress', 'signal'];
const offerKeys = ['plan', 'prices', 'terms', 'coupons', 'credits'];

/**
 * Simulates a price change: the same usage of many customers under today's price list and a proposed one, by customer and
 * in whole, before anything is changed.
 *
 * Both lists are quoted over the same periods, as `comparePlans` does; amounts are what is recognized. Customers are read
 * one by one from any iterable, also an asynchronous one, each with the licences that they hold, and only sums, counts and the largest changes are kept, so that
 * memory stays flat. `grandfathering` says who keeps the current prices: the first rule that holds. A customer who cannot
 * be computed is counted and listed, and stops nobody; a fault of a price list is refused before the first customer.
 *
 * `signal` stops it between customers, and while one is waited for: what was finished is returned, with `complete` false.
 * `onProgress` is awaited after each customer: one that lets a timer pass keeps a process responsive. Percentiles are by
 * nearest rank; beyond 20,000 different changes they are told to fewer significant digits, which the result states.
 *
 * @throws (as a rejection) what `quote` refuses of either list, with its path; `missing_field` for a rule without a
 * condition; whatever the iterable itself throws
 * @example
 * ```ts
 * import { simulate } from 'reckoner';
 *
 * const calls = { id: 'calls', name: 'Calls', model_type: 'unit', billable_metric_id: 'calls' } as const;
 * const { revenue, winners, losers } = await simulate({
 *   customers: [
 *     { customer: { id: 'small', currency: 'USD' }, usage: { calls: { quantity: 100 } } },
 *     { customer: { id: 'large', currency: 'USD' }, usage: { calls: { quantity: 5000 } } },
 *   ],
 *   current: { prices: [{ ...calls, unit_config: { unit_amount: '0.10' } }] },
 *   proposed: { prices: [{ ...calls, unit_config: { unit_amount: '0.08' } }, { id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '20.00' } }] },
 *   start_date: '2026-01-01',
 *   periods: 1,
 * });
 * [revenue.current, revenue.charged, revenue.change_ratio]; // → ['510.00', '448.00', '-0.121568']
 * winners.largest[0]?.customer_id; // → 'large'
 * losers.largest[0]?.change; // → '18.00'
 * ```
 */
export async function simulate(input: SimulateInput): Promise<Simulation> {
  const fields = openInput(input);
  refuseUnknown(fields, [...sharedKeys, ...keys]);
  const lists = readLists(fields);
  const listed = isGiven(valueAt(fields, 'listed'))
    ? wholeAt(fields, 'listed', { least: 0, most: 10_000, code: 'invalid_type' })
    : 10;
  checkSource(fields);
  checkCallbacks(fields);
  refuse(fields.issues);
  const nobody = { customer: { id: 'nobody' } };
  prepareDeal('current', nobody, lists);
  prepareDeal('proposed', nobody, lists);
  const tally = emptyTally(listed ?? 10, lists.rules);
  const { onCustomer, onProgress, signal } = input;
  const complete = await forEachUntil(input.customers, signal, async (entry) => {
    const outcome = take(entry, lists, tally);
    if (outcome !== null) onCustomer?.(outcome);
    await onProgress?.({ customers: tally.customers, failed: tally.failed });
  });
  return encodeTally(tally, complete);
}

function take(entry: unknown, lists: Lists, tally: Tally): ReturnType<typeof tallyCustomer> | null {
  try {
    const computed = computeCustomer(entry, lists);
    const { currency } = tally;
    if (currency !== null && currency.code !== computed.currency.code) {
      const message = `is ${computed.currency.code}, and the customers before are billed in ${currency.code}; simulate each currency by itself`;
      fail('customer.currency', 'mixed_currencies', message);
    }
    return tallyCustomer(tally, computed);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    tallyFailure(tally, idOf(entry), error);
    return null;
  }
}

function idOf(entry: unknown): string | null {
  const customer = isObject(entry) ? entry['customer'] : null;
  const id = isObject(customer) ? customer['id'] : null;
  return typeof id === 'string' ? id : null;
}

function readLists(fields: Fields): Lists {
  const [current, proposed] = [readOffer(fields, 'current'), readOffer(fields, 'proposed')];
  const shared = Object.fromEntries(sharedKeys.map((key) => [key, valueAt(fields, key)]));
  return { current, proposed, shared, rules: readRules(fields), known: new Map() };
}

function readOffer(fields: Fields, key: 'current' | 'proposed'): Lists['current'] {
  const offer = openChild(fields, key);
  if (offer === null) return {};
  refuseUnknown(offer, offerKeys);
  return offer.value;
}

function checkCallbacks(fields: Fields): void {
  for (const key of ['onCustomer', 'onProgress']) {
    const value = valueAt(fields, key);
    if (isGiven(value) && typeof value !== 'function') report(fields, key, wanting(value, 'a function'));
  }
  const signal = valueAt(fields, 'signal');
  const stops = isObject(signal) && ['addEventListener', 'removeEventListener'].every((name) => name in signal);
  if (isGiven(signal) && !stops) report(fields, 'signal', wanting(signal, 'an AbortSignal'));
}

function checkSource(fields: Fields): void {
  const source = valueAt(fields, 'customers');
  if (isObject(source) ? Symbol.asyncIterator in source || Symbol.iterator in source : Array.isArray(source)) return;
  report(fields, 'customers', wanting(source, 'a list of customers, or anything that iterates over them'));
}
