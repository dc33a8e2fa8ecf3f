import { fail, isObject, wanting } from '../../errors/index.js';
import { gatherPartials, type Metric, type ReturnedRow, type WarehouseQuestion } from '../../metrics/index.js';
import { encodeAggregate, type AggregatedUsage } from './aggregate-usage.js';

/** The question that was compiled, and the rows that each shard returned for it. */
export type MergePartialsInput = WarehouseQuestion & { readonly partials: Iterable<Iterable<ReturnedRow>> };

/**
 * Finishes what one or several databases began with the statement of `compileMetric` (§3): usage as `aggregateUsage` would
 * measure it over all their events, whatever their order (L22).
 *
 * @param metric - the metric that was compiled
 * @param input - the question that was compiled with it, and `partials`, the rows of each shard as they were returned
 * @throws `missing_field`, `invalid_type`, `invalid_decimal` for rows of another statement, with their place, and what
 * `compileMetric` throws
 * @example
 * ```ts
 * import { mergePartials } from 'reckoner';
 *
 * const usage = mergePartials(
 *   { aggregation: { kind: 'average', expression: 'latency' } },
 *   { partials: [[{ events: '2', counted: '2', total: '0.5' }], [{ events: '1', counted: '1', total: '0.4' }]] },
 * );
 * usage.quantity; // → '0.3'
 * ```
 */
export function mergePartials(metric: Metric, input: MergePartialsInput): AggregatedUsage {
  if (!isObject(input)) refuseInput(input);
  const { partials, ...question } = input;
  return encodeAggregate(gatherPartials({ ...question, metric }, partials).result());
}

/** The input is the second of two arguments, so that its fault needs its name. */
function refuseInput(input: unknown): never {
  const { code, message } = wanting(input, 'the question that was compiled, and { partials }');
  return fail('input', code, message);
}
