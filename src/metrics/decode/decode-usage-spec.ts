import {
  invariant,
  isGiven,
  openChild,
  openFields,
  pathAtKey,
  placeOf,
  refuse,
  report,
  valueAt,
  type Fields,
  type Issues,
  type Place,
} from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';
import { aggregations } from '../aggregations/aggregations.js';
import type { Windows } from '../aggregations/windows.js';
import { decodeMetric, sourceOfEvents, sourceOfQuantity, type DecodedMetric } from './decode-metric.js';
import { decodeText, decodeTexts, type DecodedText } from './decode-text.js';
import { optionalChoice } from './optional-choice.js';
import { decodeWindows, reportMissingBounds, type Timeframe } from './decode-windows.js';

/** A usage spec ready to run. */
export type DecodedSpec = {
  readonly metric: DecodedMetric;
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly group_by: readonly DecodedText[];
  readonly keeps_null_groups: boolean;
  readonly filter: DecodedText | null;
  readonly windows: Windows | null;
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
  const timeframe = decodeTimeframe(fields);
  const settings = {
    ...timeframe,
    group_by: decodeTexts(fields, 'group_by', parameters),
    keeps_null_groups: decodeNullGroups(fields),
    filter: decodeText(fields, 'filter', parameters),
    windows: decodeWindows(fields, { ...timeframe, kind: metric?.aggregation.kind ?? 'count' }),
  };
  if (metric !== null) checkBounds(fields, metric, timeframe);
  return metric && { metric, ...settings, ...identify(metric, settings) };
}

type Settings = Omit<DecodedSpec, 'metric' | 'routing' | 'identity'>;

function identify(metric: DecodedMetric, settings: Settings): { readonly routing: string; readonly identity: string } {
  const { start, end, group_by: keys, keeps_null_groups: keepsNull, filter, windows } = settings;
  const texts = keys.map(({ text }) => text);
  // What carries over sees events before its window, and must not share the groups that they make.
  const { carriesOver } = aggregations[metric.aggregation.kind];
  const routing = [sourceOfEvents(metric), start, end, texts, keepsNull, filter?.text ?? null, carriesOver];
  const measured = [sourceOfQuantity(metric), windows && [windows.view, windows.slices.map((slice) => slice.start)]];
  return { routing: JSON.stringify(routing), identity: JSON.stringify([...routing, ...measured]) };
}

function openOverrides(fields: Fields): Fields | null {
  const key = 'metric_parameter_overrides';
  return isGiven(valueAt(fields, key)) ? openChild(fields, key) : null;
}

// A time-weighted average is over the length of its window, so there has to be one.
function checkBounds(fields: Fields, metric: DecodedMetric, { start, end }: Timeframe): void {
  const { kind } = metric.aggregation;
  if (!aggregations[kind].carriesOver) return;
  reportMissingBounds(fields, { start, end }, `\`${kind}\` is an average over a window`);
}

function decodeTimeframe(fields: Fields): Timeframe {
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
  return optionalChoice(fields, 'null_groups', ['omit', 'keep']) === 'keep';
}
