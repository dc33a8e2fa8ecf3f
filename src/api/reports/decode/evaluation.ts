import {
  isGiven,
  openChild,
  openFields,
  optionalText,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  report,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { checkUsageSpec, quoteProperty, type Metric, type ParameterValues } from '../../../metrics/index.js';
import type { Period } from '../../../time/index.js';
import type { PriceInput } from '../../../wire/index.js';
import { readEvaluatedPrice, type EvaluatedPrice, type PriceContext, type StoredPrices } from './evaluated-price.js';
import type { BoundMeter } from '../report-meter.js';
import { optionalTexts } from '../../events/decode/event-log.js';
import { reportUncountable, reportUnsummable } from '../../usage/decode/metering.js';

/** One evaluation, read: the price, how it is named in the answer, and what measures it. */
export type EvaluationReading = {
  readonly price: EvaluatedPrice;
  readonly inline_price_index: number | null;
  /** How many grouping values were asked for. */
  readonly keys: number;
  /** Null for a fixed price. */
  readonly meter: BoundMeter | null;
};

/** What evaluations have in common. */
export type EvaluationContext = PriceContext & {
  readonly stored: StoredPrices;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly period: Period;
};

const references = ['price_id', 'external_price_id', 'price'] as const;

/** Reads one entry of `price_evaluations`; what is wrong with it is reported where it stands. */
export function readEvaluation(entry: Fields, position: number, context: EvaluationContext): EvaluationReading | null {
  const given = references.filter((key) => isGiven(valueAt(entry, key)));
  const [reference] = given;
  if (given.length !== 1 || reference === undefined) {
    const message = `names ${given.length} prices; give exactly one of price_id, external_price_id and price`;
    entry.issues.push(problem(pathOf(entry.place), 'price_reference', message));
    return null;
  }
  const fields = reference === 'price' ? openChild(entry, 'price') : findStored(entry, reference, context.stored);
  const price = fields && readEvaluatedPrice(fields, context);
  if (price === null || fields === null) return null;
  const inline_price_index = reference === 'price' ? position : null;
  return readMeasure(entry, { fields, price, inline_price_index, id: String(position) }, context);
}

/** Reads the one price of an input, which says itself how it is measured. */
export function readSingleEvaluation(input: Fields, context: EvaluationContext): EvaluationReading | null {
  const fields = openChild(input, 'price');
  const price = fields && readEvaluatedPrice(fields, context);
  return fields && price && readMeasure(input, { fields, price, inline_price_index: 0, id: 'price' }, context);
}

function findStored(entry: Fields, key: 'price_id' | 'external_price_id', stored: StoredPrices): Fields | null {
  const id = optionalText(entry, key);
  if (id === null) return null;
  const price = stored.find(key, id);
  if (price !== null) return price;
  const message = `${shown(id)} is none of the prices given; add it to prices, or write the price out`;
  report(entry, key, { code: 'price_reference', message });
  return null;
}

/** A price that was read, where it stands, and the id of its meter. */
export type PriceToMeasure = {
  readonly fields: Fields;
  readonly price: EvaluatedPrice;
  readonly inline_price_index: number | null;
  readonly id: string;
};

/** Reads how a price is measured: its metric, narrowed by `filter`, split by `grouping_keys`. */
function readMeasure(
  settings: Fields,
  { fields, price, inline_price_index, id }: PriceToMeasure,
  { metrics, period }: EvaluationContext,
): EvaluationReading | null {
  const grouping_keys = optionalTexts(settings, 'grouping_keys') ?? [];
  const read = { price, inline_price_index, keys: grouping_keys.length };
  if (price.metric_id === null) return { ...read, meter: null };
  const metric = metrics.get(price.metric_id);
  if (metric === undefined) {
    const message = `refers to the metric ${shown(price.metric_id)}, which metrics does not hold; add it there`;
    fields.issues.push(problem(pathOf(fields.place), 'invalid_reference', message));
    return null;
  }
  const document = fields.value as PriceInput;
  // A metric with faults of its own says nothing of sums.
  if (fields.issues.length === 0) {
    reportUnsummable({ document, place: fields.place }, metric, fields.issues);
    reportUncountable({ prepared: price.prepared, place: fields.place }, metric, fields.issues);
  }
  const { plan } = price.prepared;
  const meter = {
    id,
    metric,
    timeframe_start: period.start,
    timeframe_end: period.end,
    group_by: [...grouping_keys, ...(plan.shape === 'groups' ? plan.grouping_keys.map(quoteProperty) : [])],
    null_groups: 'keep' as const,
    filter: optionalText(settings, 'filter'),
    metric_parameter_overrides: readOverrides(settings),
  };
  reportSpec(settings, meter);
  return { ...read, meter: { ...meter, filter: bothOf(price.filter, meter.filter) } };
}

/** The condition asked for was compiled by itself, so that it cannot close a parenthesis of another. */
function bothOf(own: string | null, asked: string | null): string | null {
  return own === null || asked === null ? (own ?? asked) : `(${own}) AND (${asked})`;
}

/** The expressions are compiled once here, so that a fault is told where the caller wrote it. */
function reportSpec(settings: Fields, meter: BoundMeter): void {
  for (const issue of checkUsageSpec(meter, settings.place)) {
    settings.issues.push({ ...issue, path: issue.path.replace(/(^|\.)group_by\[/, '$1grouping_keys[') });
  }
}

/** Values for the parameters of the metric, if there are any. */
export function readOverrides(settings: Fields): ParameterValues | null {
  const key = 'metric_parameter_overrides';
  if (!isGiven(valueAt(settings, key))) return null;
  return (openChild(settings, key)?.value ?? null) as ParameterValues | null;
}

/** The entries of an optional list, each opened as an object. */
export function openEntries(input: Fields, key: string): readonly Fields[] {
  const list = valueAt(input, key);
  if (!isGiven(list)) return [];
  if (!Array.isArray(list)) {
    input.issues.push(problem(pathAtKey(input, key), 'invalid_type', `is ${shown(list)}; give a list`));
    return [];
  }
  const place = placeOf(key, input.place);
  return Array.from(list as readonly unknown[]).flatMap(
    (entry, position) => openFields(entry, placeOf(position, place), input) ?? [],
  );
}
