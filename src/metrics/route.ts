import { instantOfMillis, type Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import type { Occurrence } from './aggregations/aggregation.js';
import { aggregations } from './aggregations/aggregations.js';
import type { Column } from './aggregations/column.js';
import type { DecodedSpec } from './decode/decode-usage-spec.js';
import type { EventOutcome } from './events/outcome.js';
import type { Evaluate } from './expressions/evaluation.js';
import type { Value } from './expressions/syntax.js';
import { createGroups, type Groups } from './groups.js';

/** `unmetered`: the timeframe holds the event, but a filter drops it. */
export type RouteOutcome = Extract<EventOutcome, 'counted' | 'outside' | 'unmetered'>;

/** The way of an event from the window through filter and grouping into the columns that measure it. */
export type Route = {
  readonly groups: Groups;
  readonly take: (event: EventInput, at: Instant) => RouteOutcome;
  /** Adds a column that measures the events of this route, for a spec of its `routing`. */
  readonly measure: (spec: DecodedSpec) => Column;
};

/** What is measured of an event, evaluated once for all columns that measure it. */
type Measure = { readonly text: string | null; readonly evaluate: Evaluate; readonly columns: Column[] };

/** The route of a spec. Specs of equal `routing` may share one, so that an event is filtered and grouped once for all. */
export function createRoute(spec: DecodedSpec): Route {
  const start = spec.start ?? -Infinity;
  const end = spec.end ?? Infinity;
  const filters = filtersOf(spec);
  const groups = createGroups(
    spec.group_by.map(({ evaluate }) => evaluate),
    spec.keeps_null_groups,
  );
  const measures: Measure[] = [];
  const occurrence = createOccurrence();
  const addTo = (columns: readonly Column[], row: number, value: Value): void => {
    for (let index = 0; index < columns.length; index += 1) columns[index]?.add(row, value, occurrence);
  };
  const { carriesOver } = aggregations[spec.metric.aggregation.kind];
  const pass = (event: EventInput, at: Instant): boolean => {
    // A filter keeps only TRUE: NULL is not enough (§3).
    for (let index = 0; index < filters.length; index += 1) if (filters[index]?.(event, at) !== true) return false;
    const row = groups.rowOf(event, at);
    occurrence.event = event;
    occurrence.at = at;
    // Counted, here and wherever each event passes: the engine makes one piece of what calls no iterator.
    for (let index = 0; index < measures.length; index += 1) {
      const measure = measures[index];
      if (measure !== undefined) addTo(measure.columns, row, measure.evaluate(event, at));
    }
    return true;
  };
  return {
    groups,
    take: (event, at) => {
      // Half-open (§3 "Membership"): the start belongs to the window, the end to the next one.
      if (at >= start && at < end) return pass(event, at) ? 'counted' : 'unmetered';
      // §3: before the first event of the window, the last earlier one that was supplied.
      if (carriesOver && at < start) pass(event, at);
      return 'outside';
    },
    measure: (measured) => {
      const column = openColumnOf(measured);
      const { expression } = measured.metric.aggregation;
      const text = expression?.text ?? null;
      const known = measures.find((measure) => measure.text === text);
      if (known) known.columns.push(column);
      else measures.push({ text, evaluate: measureOf(measured), columns: [column] });
      return column;
    },
  };
}

/** All of which an event has to pass: the metric's own filter, and that of the question. */
export function filtersOf({ metric, filter }: DecodedSpec): readonly Evaluate[] {
  return [metric.filter, filter].flatMap((each) => each?.evaluate ?? []);
}

/** What is measured of an event: without an expression the event itself, something that is not NULL. */
export function measureOf({ metric }: DecodedSpec): Evaluate {
  return metric.aggregation.expression?.evaluate ?? (() => true);
}

/** One record for all events, written over for each: a column reads it while it adds, and keeps nothing of it. */
function createOccurrence(): { -readonly [K in keyof Occurrence]: Occurrence[K] } {
  return { event: { event_name: '', timestamp: '', properties: {} }, at: instantOfMillis(0) };
}

/** The column that a spec asks for. */
export function openColumnOf({ metric: { aggregation }, start, end, windows }: DecodedSpec): Column {
  const { kind, by, percentile } = aggregation;
  const inputs = { by: by?.evaluate ?? null, percentile };
  const span = start === null || end === null ? null : { start, end };
  return aggregations[kind].open(inputs, { span, windows });
}
