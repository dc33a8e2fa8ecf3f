import { formatDecimal, denominatorOf, numeratorOf, type Exact } from '../../decimal/index.js';
import { openFields, report, type Fields, type Issues, type Place } from '../../errors/index.js';
import { decodeAggregation, type DecodedAggregation } from './decode-aggregation.js';
import { decodeParameters } from './decode-parameters.js';
import { decodeScale } from './decode-scale.js';
import { decodeText, optionalTexts, type DecodedText, type Parameters } from './decode-text.js';
import { byCodeUnit, inOrder } from '../order.js';
import { warnOfOthers } from './warn-of-others.js';

/** A metric document whose texts are compiled. */
export type DecodedMetric = {
  readonly event_names: readonly string[] | null;
  readonly filter: DecodedText | null;
  readonly aggregation: DecodedAggregation;
  readonly scale: Exact | null;
  readonly parameters: Parameters;
};

const keys = ['id', 'name', 'event_names', 'filter', 'aggregation', 'scale', 'parameters'];

/** Where a metric stands, where its faults go, and the `metric_parameter_overrides` that came with it. */
export type MetricContext = { readonly place: Place; readonly issues: Issues; readonly overrides: Fields | null };

/** Reads a metric; appends every fault and returns null if one of them is an error. */
export function decodeMetric(value: unknown, { place, issues, overrides }: MetricContext): DecodedMetric | null {
  const before = issues.length;
  const fields = openFields(value, place, { issues, watch: null });
  if (fields === null) return null;
  warnOfOthers(fields, keys);
  const parameters = decodeParameters(fields, overrides);
  const aggregation = decodeAggregation(fields, parameters);
  const metric = {
    event_names: decodeEventNames(fields),
    filter: decodeText(fields, 'filter', parameters),
    scale: decodeScale(fields),
    parameters,
  };
  const isRefused = issues.slice(before).some(({ severity }) => severity === 'error');
  return aggregation === null || isRefused ? null : { ...metric, aggregation };
}

function decodeEventNames(fields: Fields): readonly string[] | null {
  const names = optionalTexts(fields, 'event_names');
  if (names?.length !== 0) return names;
  const message = 'is an empty list, which would never count anything; leave it out to listen to all events';
  report(fields, 'event_names', { code: 'invalid_type', message });
  return null;
}

/** What decides which events reach a metric, as plain data: equal sources read the same events. */
export function sourceOfEvents({ event_names: names, filter, parameters }: DecodedMetric): readonly unknown[] {
  return [
    names && inOrder(names, byCodeUnit),
    filter?.text ?? null,
    inOrder(parameters, ([left], [right]) => byCodeUnit(left, right)),
  ];
}

/** What decides the quantity of the events that reach a metric, as plain data. */
export function sourceOfQuantity({ aggregation, scale }: DecodedMetric): readonly unknown[] {
  const factor = scale && [formatDecimal(numeratorOf(scale)), formatDecimal(denominatorOf(scale))];
  const percentile = aggregation.percentile && formatDecimal(aggregation.percentile);
  return [aggregation.kind, aggregation.expression?.text ?? null, aggregation.by?.text ?? null, percentile, factor];
}
