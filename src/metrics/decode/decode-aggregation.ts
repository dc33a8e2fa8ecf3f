import { isGiven, openChild, report, shown, valueAt, type Fields } from '../../errors/index.js';
import {
  aggregationKinds,
  aggregations,
  isAggregationKind,
  type AggregationKind,
} from '../aggregations/aggregations.js';
import { decodeText, type DecodedText, type Parameters } from './decode-text.js';
import { warnOfOthers } from './warn-of-others.js';

export type DecodedAggregation = {
  readonly kind: AggregationKind;
  readonly expression: DecodedText | null;
  readonly by: DecodedText | null;
};

/** Reads `aggregation`; each kind says whether it needs an expression and whether `by` has a meaning (§3). */
export function decodeAggregation(metric: Fields, parameters: Parameters): DecodedAggregation | null {
  const fields = openChild(metric, 'aggregation');
  if (fields === null) return null;
  warnOfOthers(fields, ['kind', 'expression', 'by']);
  const expression = decodeText(fields, 'expression', parameters);
  const by = decodeText(fields, 'by', parameters);
  const kind = valueAt(fields, 'kind');
  if (!isAggregationKind(kind)) {
    const message = `is ${shown(kind)}; the kinds of aggregation are ${aggregationKinds.join(', ')}`;
    report(fields, 'kind', { code: 'invalid_type', message });
    return null;
  }
  checkInputs(fields, kind);
  return { kind, expression, by };
}

function checkInputs(fields: Fields, kind: AggregationKind): void {
  const rule = aggregations[kind];
  if (rule.expression === 'required' && !isGiven(valueAt(fields, 'expression'))) {
    const message = `is missing; \`${kind}\` needs what to aggregate, such as "tokens"`;
    report(fields, 'expression', { code: 'missing_field', message });
  }
  if (!rule.takesBy && isGiven(valueAt(fields, 'by'))) {
    const message = `orders events for \`latest\` and \`earliest\`; \`${kind}\` has no order, so leave it out`;
    report(fields, 'by', { code: 'invalid_type', message });
  }
}
