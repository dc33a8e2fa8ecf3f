import { placeOf, type Issue, type Issues } from '../errors/index.js';
import { decodeMetric } from './decode/decode-metric.js';

/**
 * Everything wrong with a metric document, from text positions to unknown keys; empty if it can be used.
 *
 * @example
 * ```ts
 * import { checkMetric } from 'reckoner';
 * checkMetric({ aggregation: { kind: 'sum' } }).map((issue) => issue.path); // → ['aggregation.expression']
 * ```
 */
export function checkMetric(metric: unknown): readonly Issue[] {
  const issues: Issues = [];
  decodeMetric(metric, { place: placeOf(''), issues, overrides: null });
  return issues;
}
