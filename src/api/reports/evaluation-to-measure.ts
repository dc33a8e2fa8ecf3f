import { isGiven, refuse, refuseUnknown, valueAt, type Fields } from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { readSingleEvaluation, type EvaluationReading } from './decode/evaluation.js';
import { readEvaluationFrame, readEvaluations } from './decode/evaluation-request.js';
import { ratesEvents } from './evaluate.js';
import { priceQuestionKeys } from './evaluate-price.js';
import { pricesQuestionKeys } from './evaluate-prices.js';
import type {
  CustomEvaluatePriceInput,
  CustomEvaluatePricesInput,
  EvaluatePriceInput,
  EvaluatePricesInput,
} from './evaluation-inputs.js';
import { meterQuestion, type MeasureQuestion } from './report-meter.js';

type Asked<I> = Omit<I, 'events' | 'usage'>;

/** What `evaluationToMeasure` takes: the input of `evaluatePrices`, or of `evaluatePrice`, before anything is counted. */
export type EvaluationToMeasureInput =
  | Asked<EvaluatePricesInput>
  | Asked<CustomEvaluatePricesInput>
  | Asked<EvaluatePriceInput>
  | Asked<CustomEvaluatePriceInput>;

/**
 * What has to be measured before prices can be evaluated: one question for each that is billed by usage, to be asked where
 * the events are, of the customer that the evaluation is about, or of everybody.
 *
 * `evaluatePrices`, or `evaluatePrice`, given the answers as `usage`, says what it says of the events. A price that rates
 * events one by one needs these (`rates_events`).
 *
 * @throws what `evaluatePrices` refuses of its input
 * @example
 * ```ts
 * import { evaluatePrice, evaluationToMeasure } from 'reckoner';
 *
 * const asked = {
 *   price: { currency: 'USD', billable_metric_id: 'calls', model_type: 'unit' as const, unit_config: { unit_amount: '0.015' } },
 *   grouping_keys: ['region'],
 *   metrics: [{ id: 'calls', aggregation: { kind: 'count' as const } }],
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * };
 * const [question] = evaluationToMeasure(asked);
 * question?.group_by; // → ['region']
 * const groups = [{ grouping_values: ['eu'], quantity: '40' }];
 * const usage = { [question?.id ?? '']: { quantity: '40', is_summable: true, groups } };
 * evaluatePrice({ ...asked, usage }).data; // → [{ grouping_values: ['eu'], quantity: 40, amount: '0.6' }]
 * ```
 */
export function evaluationToMeasure(input: EvaluationToMeasureInput): readonly MeasureQuestion[] {
  const fields = openInput(input);
  const is_single = isGiven(valueAt(fields, 'price'));
  refuseUnknown(fields, is_single ? priceQuestionKeys : pricesQuestionKeys);
  const evaluations = readAsked(fields, is_single ? 'price' : 'price_evaluations');
  refuse(fields.issues);
  return evaluations.flatMap((evaluation) =>
    evaluation.meter === null
      ? []
      : [meterQuestion(evaluation.meter, ratesEvents(evaluation) ? 'events' : 'quantities')],
  );
}

function readAsked(fields: Fields, asked: 'price' | 'price_evaluations'): readonly EvaluationReading[] {
  const { context, policies } = readEvaluationFrame(fields);
  if (context === null) return [];
  if (asked === 'price_evaluations') return readEvaluations(fields, context, policies.evaluate_limits);
  const evaluation = readSingleEvaluation(fields, context);
  return evaluation === null ? [] : [evaluation];
}
