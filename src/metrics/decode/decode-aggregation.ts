import { pathAt, problem, shown } from '../../errors/index.js';
import {
  aggregationKinds,
  aggregations,
  isAggregationKind,
  type AggregationKind,
} from '../aggregations/aggregations.js';
import { decodeText, type DecodedText, type Parameters } from './decode-text.js';
import { noticeUnknownKeys, openObject, type Place } from './fields.js';

export type DecodedAggregation = {
  readonly kind: AggregationKind;
  readonly expression: DecodedText | null;
  readonly by: DecodedText | null;
};

/** Reads `aggregation`; each kind says whether it needs an expression and whether `by` has a meaning (§3). */
export function decodeAggregation(metric: Place, parameters: Parameters): DecodedAggregation | undefined {
  const path = pathAt(metric.path, 'aggregation');
  const place = openObject(metric.members['aggregation'], path, metric.issues);
  if (!place) return undefined;
  noticeUnknownKeys(place, ['kind', 'expression', 'by']);
  const expression = decodeText(place, 'expression', parameters);
  const by = decodeText(place, 'by', parameters);
  const { kind } = place.members;
  if (!isAggregationKind(kind)) {
    const message = `Found ${shown(kind)}; the kinds of aggregation are ${aggregationKinds.join(', ')}.`;
    metric.issues.push(problem(pathAt(path, 'kind'), 'invalid_type', message));
    return undefined;
  }
  checkInputs(place, kind);
  return { kind, expression, by };
}

function checkInputs({ members, path, issues }: Place, kind: AggregationKind): void {
  const rule = aggregations[kind];
  if (rule.expression === 'required' && !isPresent(members['expression'])) {
    const message = `\`${kind}\` needs an expression: what to aggregate, such as "tokens".`;
    issues.push(problem(pathAt(path, 'expression'), 'missing_field', message));
  }
  if (!rule.takesBy && isPresent(members['by'])) {
    const message = `\`by\` orders events for \`latest\` and \`earliest\`; \`${kind}\` has no order, so leave it out.`;
    issues.push(problem(pathAt(path, 'by'), 'invalid_type', message));
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
