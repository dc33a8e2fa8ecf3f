import { refuse, refuseUnknown } from '../../errors/index.js';
import type { EvaluatePriceGroup, Writable } from '../../wire/index.js';
import { readSingleEvaluation } from './decode/evaluation.js';
import { readEvaluationFrame } from './decode/evaluation-request.js';
import { openInput } from '../decode/input.js';
import { evaluate } from './evaluate.js';
import type { CustomEvaluatePriceInput, EvaluatePriceInput } from './evaluation-inputs.js';

/** What evaluating one price is asked for, beside what was used. */
export const priceQuestionKeys: readonly string[] =
  /*#__PURE__*/ 'price filter grouping_keys metric_parameter_overrides metrics timeframe_start timeframe_end at customer_id external_customer_id currency dimensional_price_groups custom_models policies'.split(
    ' ',
  );

/**
 * Evaluates one price over the events of `[timeframe_start, timeframe_end)`: the groups that `evaluatePrices` gives for it.
 *
 * @throws what `evaluatePrices` throws
 * @example
 * ```ts
 * import { evaluatePrice } from 'reckoner';
 *
 * const { data } = evaluatePrice({
 *   price: {
 *     currency: 'USD',
 *     billable_metric_id: 'calls',
 *     model_type: 'unit',
 *     unit_config: { unit_amount: '0.015' },
 *   },
 *   grouping_keys: ['hour_floor_timestamp_millis(timestamp_millis)'],
 *   metrics: [{ id: 'calls', aggregation: { kind: 'count' } }],
 *   events: [{ event_name: 'call', timestamp: '2026-01-05T10:20:00Z', properties: {} }],
 *   timeframe_start: '2026-01-05T00:00:00Z',
 *   timeframe_end: '2026-01-06T00:00:00Z',
 * });
 * data; // → [{ grouping_values: [1767607200000], quantity: 1, amount: '0.015' }]
 * ```
 */
export function evaluatePrice(input: EvaluatePriceInput | CustomEvaluatePriceInput): {
  readonly data: readonly Writable<EvaluatePriceGroup>[];
} {
  const fields = openInput(input);
  refuseUnknown(fields, [...priceQuestionKeys, 'events', 'usage']);
  const frame = readEvaluationFrame(fields);
  const evaluation = frame.context && readSingleEvaluation(fields, frame.context);
  refuse(fields.issues);
  const [result] = evaluate(fields, evaluation ? [evaluation] : [], frame);
  return { data: result?.price_groups ?? [] };
}
