import { refuse, refuseUnknown, type Fields } from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { readEvaluationFrame, readEvaluations, reportPreview } from './decode/evaluation-request.js';
import { evaluate, type EvaluatedPriceResult } from './evaluate.js';
import type { CustomEvaluatePricesInput, EvaluatePricesInput } from './evaluation-inputs.js';

/** What evaluating prices is asked for, beside what was used. */
export const pricesQuestionKeys: readonly string[] =
  /*#__PURE__*/ 'price_evaluations prices metrics timeframe_start timeframe_end at customer_id external_customer_id currency dimensional_price_groups custom_models policies'.split(
    ' ',
  );

/**
 * Evaluates up to 100 prices over the events of `[timeframe_start, timeframe_end)`, each grouped and filtered as it asks
 * (§3 "Evaluate").
 *
 * A row per combination of grouping values that occurs, rated on its own; without `grouping_keys` one row, even over no
 * events. Events that lack a key are in no row. Amounts are exact, unrounded subtotals of the whole period, without
 * adjustments (F12); quantities are the nearest JSON numbers. `amount` is the sum of the rows. A price of a dimensional price
 * group rates the events of its values alone. A model that rates single events rates those of each row. `custom_models`
 * are price models of your own.
 *
 * @throws `price_reference`, `invalid_reference`, `missing_field`, and what is wrong with prices, metrics and expressions;
 * `invalid_timeframe`; `limit_exceeded` for too many prices, `too_many_results` for more than 1000 rows of a price
 * (`policies.evaluate_limits`); `usage_shape_mismatch` for a composite price, which rates the other lines of an invoice;
 * what a bad event is refused with
 * @example
 * ```ts
 * import { evaluatePrices } from 'reckoner';
 *
 * const call = { event_name: 'call', timestamp: '2026-01-05T10:00:00Z', customer_id: 'acme' };
 * const { data } = evaluatePrices({
 *   price_evaluations: [
 *     { price_id: 'calls', grouping_keys: ['region'] },
 *     { price_id: 'calls', filter: "region = 'eu'" },
 *   ],
 *   prices: [
 *     {
 *       id: 'calls',
 *       currency: 'USD',
 *       billable_metric_id: 'calls',
 *       model_type: 'package',
 *       package_config: { package_amount: '4.99', package_size: 2 },
 *     },
 *   ],
 *   metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'count' } }],
 *   events: ['eu', 'eu', 'eu', 'us'].map((region, key) => ({ ...call, idempotency_key: `${key}`, properties: { region } })),
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * data[0]?.price_groups;
 * // → [{ grouping_values: ['eu'], quantity: 3, amount: '9.98' }, { grouping_values: ['us'], quantity: 1, amount: '4.99' }]
 * data.map((result) => result.amount); // → ['14.97', '9.98']
 * ```
 */
export function evaluatePrices(input: EvaluatePricesInput | CustomEvaluatePricesInput): {
  readonly data: readonly EvaluatedPriceResult[];
} {
  return { data: evaluateEach(openInput(input), 'events') };
}

/**
 * Evaluates prices over a few events that were never ingested, as a price calculator does (§3 "Evaluate"): like
 * `evaluatePrices`, with at most 500 events (`policies.evaluate_limits`) and a customer, whose the events without one are.
 *
 * @throws `customer_reference` without a customer, `limit_exceeded`, and what `evaluatePrices` throws
 * @example
 * ```ts
 * import { evaluatePreviewEvents } from 'reckoner';
 *
 * const { data } = evaluatePreviewEvents({
 *   customer_id: 'acme',
 *   price_evaluations: [
 *     {
 *       price: {
 *         currency: 'USD',
 *         billable_metric_id: 'tokens',
 *         model_type: 'unit',
 *         unit_config: { unit_amount: '0.0003' },
 *       },
 *     },
 *   ],
 *   metrics: [{ id: 'tokens', aggregation: { kind: 'sum', expression: 'tokens' } }],
 *   events: [{ event_name: 'request', timestamp: '2026-01-05T10:00:00Z', properties: { tokens: 1200 } }],
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * data[0]?.price_groups; // → [{ grouping_values: [], quantity: 1200, amount: '0.36' }]
 * data[0]?.inline_price_index; // → 0
 * ```
 */
export function evaluatePreviewEvents(
  input: Omit<EvaluatePricesInput, 'usage'> | Omit<CustomEvaluatePricesInput, 'usage'>,
): {
  readonly data: readonly EvaluatedPriceResult[];
} {
  return { data: evaluateEach(openInput(input), 'preview') };
}

/** What was used: events that come for a preview are in the request. */
const used = { events: ['events', 'usage'], preview: ['events'] };

function evaluateEach(fields: Fields, source: 'events' | 'preview'): readonly EvaluatedPriceResult[] {
  refuseUnknown(fields, [...pricesQuestionKeys, ...used[source]]);
  const frame = readEvaluationFrame(fields);
  const limits = frame.policies.evaluate_limits;
  const evaluations = frame.context && readEvaluations(fields, frame.context, limits);
  if (source === 'preview') reportPreview(fields, frame.scope, limits);
  refuse(fields.issues);
  return evaluate(fields, evaluations ?? [], frame);
}
