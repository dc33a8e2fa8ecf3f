import { denominatorOf, formatExact, multiplyExact, numeratorOf, one, parseDecimal } from '../decimal/index.js';
import type { Decimal, Exact } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import { aggregations } from './aggregations/aggregations.js';
import type { Column } from './aggregations/column.js';
import type { DecodedMetric } from './decode/decode-metric.js';
import type { DecodedSpec } from './decode/decode-usage-spec.js';
import type { EventOutcome } from './events/outcome.js';
import type { Evaluate } from './expressions/evaluation.js';
import { createGroups, type Groups } from './groups.js';
import type { Usage } from './usage.js';

/** `unmetered`: the timeframe holds the event, but a filter drops it. */
export type RouteOutcome = Extract<EventOutcome, 'counted' | 'outside' | 'unmetered'>;

/** The way of an event from the window through filter and grouping into the columns that measure it. */
export type Route = {
  readonly groups: Groups;
  readonly take: (event: EventInput, at: Instant) => RouteOutcome;
  /** Adds a column that measures the events of this route. */
  readonly measure: (metric: DecodedMetric) => Column;
};

/** The route of a spec. Specs of equal `routing` may share one, so that an event is filtered and grouped once for all. */
export function createRoute(spec: DecodedSpec): Route {
  const start = spec.start ?? -Infinity;
  const end = spec.end ?? Infinity;
  const filters = [spec.metric.filter, spec.filter].flatMap((filter) => (filter ? [filter.evaluate] : []));
  const groups = createGroups(
    spec.group_by.map(({ evaluate }) => evaluate),
    spec.keeps_null_groups,
  );
  const columns: Column[] = [];
  return {
    groups,
    take: (event, at) => {
      // Half-open (§3 "Membership"): the start belongs to the window, the end to the next one.
      if (at < start || at >= end) return 'outside';
      if (!isKept(filters, event, at)) return 'unmetered';
      const row = groups.rowOf(event, at);
      for (const column of columns) column.add(row, event, at);
      return 'counted';
    },
    measure: (metric) => {
      const column = openColumn(metric);
      columns.push(column);
      return column;
    },
  };
}

// A filter keeps only TRUE: NULL is not enough (§3).
function isKept(filters: readonly Evaluate[], event: EventInput, at: Instant): boolean {
  for (const filter of filters) if (filter(event, at) !== true) return false;
  return true;
}

function openColumn({ aggregation }: DecodedMetric): Column {
  const { kind, expression, by } = aggregation;
  return aggregations[kind].open({ expression: expression?.evaluate ?? null, by: by?.evaluate ?? null });
}

/** What a column has measured so far, scaled, each quantity cut once if it does not terminate. */
export function readUsage(route: Route, column: Column, { aggregation, scale }: DecodedMetric): Usage {
  const quantityOf = (measured: Exact): Decimal => settled(scale === null ? measured : multiplyExact(measured, scale));
  return {
    quantity: quantityOf(column.total()),
    is_summable: aggregations[aggregation.kind].isSummable,
    groups: route.groups.sorted().map(({ values, row }) => ({
      grouping_values: values,
      quantity: quantityOf(column.quantity(row)),
    })),
  };
}

const cutPlaces = 20;
const anySize = { integer_digits: 100_000, fraction_digits: 100_000 };

// §3: a quantity that does not terminate is cut toward zero at 20 places, once; one that does is kept whole.
function settled(exact: Exact): Decimal {
  return denominatorOf(exact) === one ? numeratorOf(exact) : parseDecimal(formatExact(exact, cutPlaces), anySize);
}
