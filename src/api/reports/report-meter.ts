import type { Meter, Metric, ParameterValues } from '../../metrics/index.js';
import { formatInstant, type Instant } from '../../time/index.js';
import type { ViewMode } from '../../wire/index.js';

/** A meter of a bounded time. */
export type BoundMeter = Meter & { readonly timeframe_start: Instant; readonly timeframe_end: Instant };

/** What a report measures, before it is said whose events count. */
export type ReportMeter = {
  readonly meter: BoundMeter;
  /** Ids of customers whose events count. */
  readonly customer_ids: readonly string[];
  /** The same as a filter, where the events of several customers are measured side by side; null where they are not. */
  readonly membership: string | null;
  /** Whether the price's model rates events one by one. */
  readonly rates_events: boolean;
};

/** A metric to be measured where the events are, over a half-open timeframe, whole or in windows. */
export type MeasureQuestion = {
  /** The key under which `usage` takes the answer, as `aggregateUsage` and `mergePartials` give it. */
  readonly id: string;
  readonly metric: Metric;
  readonly timeframe_start: string;
  readonly timeframe_end: string;
  readonly group_by: readonly string[];
  readonly null_groups: 'omit' | 'keep';
  readonly filter: string | null;
  readonly metric_parameter_overrides: ParameterValues | null;
  /** Cut into windows by the days of `timezone`; null: measured whole. */
  readonly granularity: 'day' | null;
  readonly view_mode: ViewMode | null;
  readonly timezone: string | null;
  /** Whether the model rates events one by one, so that no quantity says enough: give the events. */
  readonly rates_events: boolean;
};

/** A question of a report, which knows whose events count. */
export type ReportQuestion = MeasureQuestion & { readonly customer_ids: readonly string[] };

/** What a report's meter asks of a database, which is told whose events count by their customers. */
export function reportQuestion({ meter, customer_ids, rates_events }: ReportMeter): ReportQuestion {
  return { ...meterQuestion(meter, rates_events ? 'events' : 'quantities'), customer_ids };
}

/** A meter as a question, with all that it leaves to defaults written out. */
export function meterQuestion(meter: BoundMeter, rated: 'events' | 'quantities'): MeasureQuestion {
  const { id, metric, timeframe_start, timeframe_end } = meter;
  return {
    id,
    metric,
    timeframe_start: formatInstant(timeframe_start),
    timeframe_end: formatInstant(timeframe_end),
    group_by: meter.group_by ?? [],
    null_groups: meter.null_groups ?? 'omit',
    filter: meter.filter ?? null,
    metric_parameter_overrides: meter.metric_parameter_overrides ?? null,
    granularity: meter.granularity === 'day' ? 'day' : null,
    view_mode: meter.view_mode ?? null,
    timezone: meter.timezone ?? null,
    rates_events: rated === 'events',
  };
}

/** A report's meter for events of several customers, of which it has to tell its own. */
export function ownMeter({ meter, membership }: ReportMeter): BoundMeter {
  return { ...meter, filter: allOf([meter.filter, membership]) };
}

/** Filters of which all have to hold; null: everything. */
export function allOf(filters: readonly (string | null | undefined)[]): string | null {
  const texts = filters.flatMap((text) => (text === null || text === undefined ? [] : [`(${text})`]));
  return texts.length === 0 ? null : texts.join(' AND ');
}
