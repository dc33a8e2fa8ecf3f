import { invariant, pathAt, problem, refuse, shown, type Issues } from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';
import { decodeMetric, sourceOfEvents, sourceOfQuantity, type DecodedMetric } from './decode-metric.js';
import { collectFaults, compileAt, decodeText, type DecodedText, type Parameters } from './decode-text.js';
import { openObject, readTexts, type Place } from './fields.js';

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

/** Reads a usage spec; appends every fault and returns undefined if one of them is an error. */
export function decodeUsageSpec(value: unknown, path: string, issues: Issues): DecodedSpec | undefined {
  const before = issues.length;
  const place = openObject(value, path, issues);
  if (!place) return undefined;
  const metric = decodeMetric(place.members['metric'], pathAt(path, 'metric'), {
    issues,
    overrides: openOverrides(place),
  });
  const parameters = metric?.parameters ?? new Map();
  const settings = {
    ...decodeTimeframe(place),
    group_by: decodeGroupBy(place, parameters),
    keeps_null_groups: decodeNullGroups(place),
    filter: decodeText(place, 'filter', parameters),
  };
  const isRefused = issues.slice(before).some(({ severity }) => severity === 'error');
  return metric && !isRefused ? { metric, ...settings, ...identify(metric, settings) } : undefined;
}

/** Reads a usage spec or refuses it, naming all its faults. */
export function openUsageSpec(value: unknown, path: string): DecodedSpec {
  const issues: Issues = [];
  const spec = decodeUsageSpec(value, path, issues);
  refuse(issues);
  invariant(spec !== undefined, 'a usage spec without an error decodes');
  return spec;
}

type Settings = Omit<DecodedSpec, 'metric' | 'routing' | 'identity'>;

function identify(metric: DecodedMetric, settings: Settings): { readonly routing: string; readonly identity: string } {
  const { start, end, group_by: keys, keeps_null_groups: keepsNull, filter } = settings;
  const texts = keys.map(({ text }) => text);
  const routing = [sourceOfEvents(metric), start, end, texts, keepsNull, filter?.text ?? null];
  return { routing: JSON.stringify(routing), identity: JSON.stringify([...routing, sourceOfQuantity(metric)]) };
}

function openOverrides({ members, path, issues }: Place): Place | undefined {
  const overrides = members['metric_parameter_overrides'];
  if (overrides === undefined || overrides === null) return undefined;
  return openObject(overrides, pathAt(path, 'metric_parameter_overrides'), issues);
}

function decodeTimeframe(place: Place): { readonly start: Instant | null; readonly end: Instant | null } {
  const start = decodeInstant(place, 'timeframe_start');
  const end = decodeInstant(place, 'timeframe_end');
  // start = end is the empty window, whose quantity is 0; only end < start is refused (§3).
  if (start !== null && end !== null && end < start) {
    const message = 'The timeframe ends before it starts; exchange the two, or mend one.';
    place.issues.push(problem(pathAt(place.path, 'timeframe_end'), 'invalid_timeframe', message));
  }
  return { start, end };
}

function decodeInstant({ members, path, issues }: Place, key: string): Instant | null {
  const value = members[key];
  if (value === undefined || value === null) return null;
  if (isInstant(value)) return value;
  return readInstant(value, pathAt(path, key), issues) ?? null;
}

function isInstant(value: unknown): value is Instant {
  return Number.isSafeInteger(value);
}

function decodeGroupBy(place: Place, parameters: Parameters): readonly DecodedText[] {
  const path = pathAt(place.path, 'group_by');
  const texts = readTexts(place, 'group_by') ?? [];
  const keys = texts.map((text, index) =>
    collectFaults(place.issues, () => compileAt(text, pathAt(path, index), parameters)),
  );
  return keys.filter((key) => key !== null);
}

function decodeNullGroups({ members, path, issues }: Place): boolean {
  const value = members['null_groups'] ?? 'omit';
  if (value !== 'omit' && value !== 'keep') {
    const message = `Found ${shown(value)}; \`null_groups\` is "omit" or "keep".`;
    issues.push(problem(pathAt(path, 'null_groups'), 'invalid_type', message));
  }
  return value === 'keep';
}
