import { toNumber } from '../../decimal/index.js';
import { fail, refuseUnknown, shown } from '../../errors/index.js';
import type { Usage as Measured, UsageWindow } from '../../metrics/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  EventInput,
  GroupedMetricUsage,
  MetricUsage,
  SubscriptionUsage,
  Usage,
  ViewMode,
} from '../../wire/index.js';
import type { AnyPrice } from '../prices/custom-model.js';
import type { MetricInput } from '../usage/metric-input.js';
import { openInput } from '../decode/input.js';
import { readUsageRequest, usageQuestionKeys, type UsageReading } from './decode/usage-request.js';
import { readMeters, reportNoEvents } from './measure-meters.js';
import type { MeasuredUsage, ReportInput } from './report-inputs.js';
import { ownMeter } from './report-meter.js';

/** What `usageReport` takes: whose usage, by which metrics, when, and how it is cut and grouped. */
export type UsageReportInput = ReportInput<AnyPrice> & {
  readonly metrics: readonly MetricInput[];
  readonly events?: Iterable<EventInput> | undefined;
  /** What a database counted, by the ids of the questions of `usageReportToMeasure`; wins over `events`. */
  readonly usage?: MeasuredUsage | undefined;
  /** Cut at the customer's local midnights; absent: one window. */
  readonly granularity?: 'day' | null | undefined;
  /** Only this metric. */
  readonly billable_metric_id?: string | null | undefined;
  /** A property by which to split the metric's usage. */
  readonly group_by?: string | null | undefined;
  /** One cell of a matrix price: events whose properties have these values. */
  readonly first_dimension_key?: string | null | undefined;
  readonly first_dimension_value?: string | null | undefined;
  readonly second_dimension_key?: string | null | undefined;
  readonly second_dimension_value?: string | null | undefined;
};

/**
 * Reports the usage of a subscription, or of a customer's subscriptions, per metric in Orb's shape (§13, §3 "Day cuts").
 *
 * Without a timeframe the billing period that holds `at`, else the last one. With `granularity: 'day'` every local day has
 * a window, empty ones too. A window counts by itself where the metric is summable, from the timeframe's start otherwise;
 * `view_mode` says it explicitly. Quantities are the nearest JSON numbers. A metric counts the events of all customers for
 * whom one of its prices bills it (`usage_customer_ids`); a price of a dimensional price group is of the group's metric.
 * What a database counted is given as `usage`, in answer to `usageReportToMeasure`.
 *
 * @throws `invoice_grouping_unsupported` for `group_by` on a metric that is not summable, unless a price groups its lines by
 * that key; `invalid_timeframe`, `invalid_reference`, `missing_field`; what a bad metric or event is refused with
 * @example
 * ```ts
 * import { usageReport } from 'reckoner';
 *
 * const call = { event_name: 'call', properties: {} };
 * const { data } = usageReport({
 *   customer: { id: 'acme', timezone: 'America/New_York' },
 *   subscription: { prices: [{ billable_metric_id: 'calls', model_type: 'unit', unit_config: { unit_amount: '1' } }] },
 *   metrics: [{ id: 'calls', name: 'Calls', aggregation: { kind: 'count' } }],
 *   events: [{ ...call, timestamp: '2025-03-09T04:59:59Z' }, { ...call, timestamp: '2025-03-10T12:00:00Z' }],
 *   timeframe_start: '2025-03-08T12:00:00Z',
 *   timeframe_end: '2025-03-10T12:00:01Z',
 *   granularity: 'day',
 * });
 * data[0]?.usage.map((window) => [window.timeframe_start, window.quantity]);
 * // → [['2025-03-08T12:00:00+00:00', 1], ['2025-03-09T05:00:00+00:00', 0], ['2025-03-10T04:00:00+00:00', 1]]
 * ```
 */
export function usageReport(input: UsageReportInput): SubscriptionUsage {
  const fields = openInput(input);
  refuseUnknown(fields, [...usageQuestionKeys, 'events', 'usage']);
  reportNoEvents(fields);
  const reading = readUsageRequest(fields);
  const { counts, names, group_by } = reading;
  const meters = reading.meters.map(ownMeter);
  const { usage: counted } = readMeters(fields, { meters, options: { dedupe: true, only: counts } });
  const measured = [...counted].map(([id, usage]) => ({ id, name: names.get(id) ?? id, usage }));
  if (group_by === null) return { data: measured.map((metric) => encodeMetric(metric, reading)) };
  for (const { id, usage } of measured) refuseUngroupable(id, usage, reading);
  return {
    data: measured.flatMap((metric) => encodeGroups(metric, reading)),
    pagination_metadata: { has_more: false, next_cursor: null },
  };
}

type MeasuredMetric = { readonly id: string; readonly name: string; readonly usage: Measured };
type Parts = Pick<Measured, 'quantity' | 'windows'>;

function encodeMetric({ id, name, usage }: MeasuredMetric, reading: UsageReading): MetricUsage {
  return { billable_metric: { id, name }, usage: encodeWindows(usage, reading), view_mode: modeOf(usage, reading) };
}

function encodeGroups(metric: MeasuredMetric, reading: UsageReading): readonly GroupedMetricUsage[] {
  return metric.usage.groups.map((group) => ({
    ...encodeMetric(metric, reading),
    usage: encodeWindows(group, reading),
    // The value as text (§3 "Groups").
    metric_group: { property_key: reading.group_by ?? '', property_value: String(group.grouping_values[0]) },
  }));
}

/** The quantity of groups of a metric that cannot be added up means nothing, unless lines are billed by them (F10). */
function refuseUngroupable(id: string, { is_summable }: Measured, { group_by, groupable }: UsageReading): void {
  if (is_summable || groupable.has(id)) return;
  const message = `${shown(group_by)} splits ${shown(id)}, whose groups do not add up to it; leave it out`;
  fail('group_by', 'invoice_grouping_unsupported', message);
}

function modeOf({ is_summable }: Measured, { view_mode }: UsageReading): ViewMode {
  return view_mode ?? (is_summable ? 'periodic' : 'cumulative');
}

function encodeWindows({ quantity, windows }: Parts, { timeframe }: UsageReading): Usage[] {
  const whole: UsageWindow = { timeframe_start: timeframe.start, timeframe_end: timeframe.end, quantity };
  return (windows ?? [whole]).map((window) => ({
    quantity: toNumber(window.quantity),
    timeframe_start: formatInstant(window.timeframe_start),
    timeframe_end: formatInstant(window.timeframe_end),
  }));
}
