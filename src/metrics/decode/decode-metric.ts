import { formatDecimal, denominatorOf, numeratorOf, type Exact } from '../../decimal/index.js';
import { pathAt, problem, type Issues } from '../../errors/index.js';
import { decodeAggregation, type DecodedAggregation } from './decode-aggregation.js';
import { decodeParameters } from './decode-parameters.js';
import { decodeScale } from './decode-scale.js';
import { decodeText, type DecodedText, type Parameters } from './decode-text.js';
import { byCodeUnit, inOrder } from '../order.js';
import { noticeUnknownKeys, openObject, readTexts, type Place } from './fields.js';

/** A metric document whose texts are compiled. */
export type DecodedMetric = {
  readonly event_names: readonly string[] | null;
  readonly filter: DecodedText | null;
  readonly aggregation: DecodedAggregation;
  readonly scale: Exact | null;
  readonly parameters: Parameters;
};

const keys = ['id', 'name', 'event_names', 'filter', 'aggregation', 'scale', 'parameters'];

/** Reads a metric; appends every fault to `place.issues` and returns undefined if one of them is an error. */
export function decodeMetric(value: unknown, path: string, context: MetricContext): DecodedMetric | undefined {
  const { issues, overrides } = context;
  const before = issues.length;
  const place = openObject(value, path, issues);
  if (!place) return undefined;
  noticeUnknownKeys(place, keys);
  const parameters = decodeParameters(place, overrides);
  const aggregation = decodeAggregation(place, parameters);
  const metric = {
    event_names: decodeEventNames(place),
    filter: decodeText(place, 'filter', parameters),
    scale: decodeScale(place),
    parameters,
  };
  const isRefused = issues.slice(before).some(({ severity }) => severity === 'error');
  return aggregation && !isRefused ? { ...metric, aggregation } : undefined;
}

/** Where faults go, and the `metric_parameter_overrides` that came with the metric. */
export type MetricContext = { readonly issues: Issues; readonly overrides?: Place | undefined };

function decodeEventNames(place: Place): readonly string[] | null {
  const names = readTexts(place, 'event_names');
  if (names?.length !== 0) return names;
  const message = 'An empty list would never count anything; leave `event_names` out to listen to all events.';
  place.issues.push(problem(pathAt(place.path, 'event_names'), 'invalid_type', message));
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
  return [aggregation.kind, aggregation.expression?.text ?? null, aggregation.by?.text ?? null, factor];
}
