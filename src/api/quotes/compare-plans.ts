import { refuse, refuseUnknown, valueAt, type Fields } from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { readEvents } from '../usage/decode/measured-usage.js';
import { findBreakEven } from './break-even.js';
import type { ComparePlansInput, PlanComparison } from './compare-input.js';
import { encodeComparison } from './encode-comparison.js';
import { readBreakEven } from './read-break-even.js';
import { prepareOffers, type PreparedOffer } from './read-offers.js';
import { runQuote } from './run-quote.js';
import { sharedHorizon } from './shared-horizon.js';

const scenarioKeys = [
  'customer', 'start_date', 'periods', 'usage', 'events', 'metrics', 'ledgers', 'licenses', 'license_types', 'license_usage',
  'tax', 'policies',
]; // prettier-ignore

/**
 * Compares what the same usage comes to under two plans or more: by period, by item and in whole, which is the cheapest,
 * and at which quantity two of them cost the same.
 *
 * Each offer is a `quote` of the scenario. Amounts are what is recognized in a period, so that a yearly fee paid at once
 * compares with a monthly one; differences are to the first offer. All are looked at over the billing periods of the one
 * that bills most often; what an offer has not billed by the end of the last is not counted. Usage is best stated by
 * metric or by item, which plans share; what no offer charges is refused.
 *
 * `break_even` varies one usage, the same in every period, and keeps all else. Where prices are rated on one quantity and
 * nothing acts over lines, the points are found in the straight parts of both costs, before lines are rounded, and are
 * exact. Where adjustments, credits or parts of periods are in play, invoices are drafted, and a point is the first whole
 * unit with which the order has changed; the method says which. Two changes within a twenty-fourth of the span that undo
 * each other are not seen then.
 *
 * @throws what `quote` refuses, of an offer with its path; `invalid_reference` for two offers of one id;
 * `mixed_currencies`; `price_reference` for usage that no offer charges; `usage_shape_mismatch` for a break-even of groups
 * @example
 * ```ts
 * import { comparePlans } from 'reckoner';
 *
 * const price = { id: 'calls', name: 'Calls', model_type: 'unit', billable_metric_id: 'calls' } as const;
 * const { total, break_even } = comparePlans({
 *   customer: { id: 'acme', currency: 'USD', timezone: 'UTC' },
 *   start_date: '2026-01-01',
 *   periods: 1,
 *   usage: { calls: { quantity: 900 } },
 *   offers: [
 *     { id: 'payg', prices: [{ ...price, unit_config: { unit_amount: '0.10' } }] },
 *     { id: 'pro', prices: [{ ...price, unit_config: { unit_amount: '0.04' } }, { id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '50.00' } }] },
 *   ],
 *   break_even: { usage: 'calls', to: 10000 },
 * });
 * [total.cheapest, total.amounts[1]?.difference]; // → [['pro'], '-4.00']
 * break_even?.points[0]; // → { quantity: '833.33333333333333333333', cheaper_below: 'payg', cheaper_above: 'pro', method: 'exact' }
 * ```
 */
export function comparePlans(input: ComparePlansInput): PlanComparison {
  const fields = openInput(input);
  refuseUnknown(fields, [...scenarioKeys, 'offers', 'break_even']);
  const offers = prepareOffers(fields, readScenario(fields));
  const question = readBreakEven(fields, offers);
  const horizon = sharedHorizon(offers.map(({ deal }) => deal));
  const quoted = offers.map(({ id, name, deal }) => ({
    id,
    name,
    quote: runQuote(deal, { horizon, uses: deal.uses }),
  }));
  const { currency } = (offers[0] as PreparedOffer).deal.billed;
  return {
    currency: currency.code,
    offers: quoted,
    ...encodeComparison(quoted, currency),
    break_even: question && findBreakEven(question, horizon),
  };
}

function readScenario(fields: Fields): Readonly<Record<string, unknown>> {
  const events = readEvents(fields);
  refuse(fields.issues);
  const scenario = Object.fromEntries(scenarioKeys.map((key) => [key, valueAt(fields, key)]));
  // Every offer reads them, and an iterator can be read but once.
  return events === null ? scenario : { ...scenario, events: [...events] };
}
