import { compare, decimalAt, isNegative, one, type Decimal } from '../../decimal/index.js';
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
  readonly percentile: Decimal | null;
};

/** Reads `aggregation`; each kind says whether it needs an expression, and which settings have a meaning (§3). */
export function decodeAggregation(metric: Fields, parameters: Parameters): DecodedAggregation | null {
  const fields = openChild(metric, 'aggregation');
  if (fields === null) return null;
  warnOfOthers(fields, ['kind', 'expression', 'by', 'percentile']);
  const expression = decodeText(fields, 'expression', parameters);
  const by = decodeText(fields, 'by', parameters);
  const percentile = decodePercentile(fields);
  const kind = valueAt(fields, 'kind');
  if (!isAggregationKind(kind)) {
    const message = `is ${shown(kind)}; the kinds of aggregation are ${aggregationKinds.join(', ')}`;
    report(fields, 'kind', { code: 'invalid_type', message });
    return null;
  }
  checkInputs(fields, kind);
  return { kind, expression, by, percentile };
}

function checkInputs(fields: Fields, kind: AggregationKind): void {
  const rule = aggregations[kind];
  if (rule.expression === 'required' && !isGiven(valueAt(fields, 'expression'))) {
    const message = `is missing; \`${kind}\` needs what to aggregate, such as "tokens"`;
    report(fields, 'expression', { code: 'missing_field', message });
  }
  if (!rule.settings.includes('by') && isGiven(valueAt(fields, 'by'))) {
    const message = `orders events for \`latest\` and \`earliest\`; \`${kind}\` has no order, so leave it out`;
    report(fields, 'by', { code: 'invalid_type', message });
  }
  checkPercentile(fields, kind);
}

function checkPercentile(fields: Fields, kind: AggregationKind): void {
  const isWanted = aggregations[kind].settings.includes('percentile');
  if (isWanted === isGiven(valueAt(fields, 'percentile'))) return;
  const message = isWanted
    ? 'is missing; give the share of values below it, such as "0.95"'
    : `has no meaning for \`${kind}\`; leave it out`;
  report(fields, 'percentile', { code: isWanted ? 'missing_field' : 'invalid_type', message });
}

function decodePercentile(fields: Fields): Decimal | null {
  if (!isGiven(valueAt(fields, 'percentile'))) return null;
  const percentile = decimalAt(fields, 'percentile') ?? one;
  // Both ends belong: 0 is the least value, 1 the greatest.
  if (isNegative(percentile) || compare(percentile, one) > 0) {
    const message = `is ${shown(valueAt(fields, 'percentile'))}; give a share from 0 to 1, such as "0.95"`;
    report(fields, 'percentile', { code: 'invalid_decimal', message });
  }
  return percentile;
}
