import {
  invariant,
  isGiven,
  openChild,
  openFields,
  pathAtKey,
  placeOf,
  refuse,
  report,
  shown,
  valueAt,
  type Fields,
  type Issues,
  type Place,
} from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';
import { decodeMetric, sourceOfEvents, sourceOfQuantity, type DecodedMetric } from './decode-metric.js';
import { decodeText, decodeTexts, type DecodedText } from './decode-text.js';

/** A usage spec ready to run. */
export type DecodedSpec = {
  readonly metric: DecodedMetric;
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly group_by: readonly DecodedText[];
  readonly keeps_null_groups: boolean;
  readonly filter: DecodedText | null;
  /** What decides which events reach which group; specs with equal values can share that work. */
  readonly routing: string;
  /** `routing` and what is done with the events: of equal value exactly if two specs ask for the same. */
  readonly identity: string;
};

/** Reads a usage spec or refuses it, naming all its faults. */
export function openUsageSpec(value: unknown, place: Place): DecodedSpec {
  const issues: Issues = [];
  const fields = openFields(value, place, { issues, watch: null });
  const spec = fields && decodeUsageSpec(fields);
  refuse(issues);
  invariant(spec !== null, 'a usage spec without an error decodes');
  return spec;
}

function decodeUsageSpec(fields: Fields): DecodedSpec | null {
  const { issues } = fields;
  const place = placeOf('metric', fields.place);
  const metric = decodeMetric(valueAt(fields, 'metric'), { place, issues, overrides: openOverrides(fields) });
  const parameters = metric?.parameters ?? new Map();
  const settings = {
    ...decodeTimeframe(fields),
    group_by: decodeTexts(fields, 'group_by', parameters),
    keeps_null_groups: decodeNullGroups(fields),
    filter: decodeText(fields, 'filter', parameters),
  };
  return metric && { metric, ...settings, ...identify(metric, settings) };
}

type Settings = Omit<DecodedSpec, 'metric' | 'routing' | 'identity'>;

function identify(metric: DecodedMetric, settings: Settings): { readonly routing: string; readonly identity: string } {
  const { start, end, group_by: keys, keeps_null_groups: keepsNull, filter } = settings;
  const texts = keys.map(({ text }) => text);
  const routing = [sourceOfEvents(metric), start, end, texts, keepsNull, filter?.text ?? null];
  return { routing: JSON.stringify(routing), identity: JSON.stringify([...routing, sourceOfQuantity(metric)]) };
}

function openOverrides(fields: Fields): Fields | null {
  const key = 'metric_parameter_overrides';
  return isGiven(valueAt(fields, key)) ? openChild(fields, key) : null;
}

function decodeTimeframe(fields: Fields): { readonly start: Instant | null; readonly end: Instant | null } {
  const start = decodeInstant(fields, 'timeframe_start');
  const end = decodeInstant(fields, 'timeframe_end');
  // start = end is the empty window, whose quantity is 0; only end < start is refused (§3).
  if (start !== null && end !== null && end < start) {
    const message = 'is before timeframe_start; exchange the two, or mend one';
    report(fields, 'timeframe_end', { code: 'invalid_timeframe', message });
  }
  return { start, end };
}

function decodeInstant(fields: Fields, key: string): Instant | null {
  const value = valueAt(fields, key);
  if (!isGiven(value)) return null;
  return isInstant(value) ? value : (readInstant(value, pathAtKey(fields, key), fields.issues) ?? null);
}

function isInstant(value: unknown): value is Instant {
  return Number.isSafeInteger(value);
}

function decodeNullGroups(fields: Fields): boolean {
  const value = valueAt(fields, 'null_groups') ?? 'omit';
  if (value !== 'omit' && value !== 'keep') {
    report(fields, 'null_groups', { code: 'invalid_type', message: `is ${shown(value)}; use "omit" or "keep"` });
  }
  return value === 'keep';
}
