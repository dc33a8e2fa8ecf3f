import { refuseUnknown } from '../../errors/index.js';
import { costsByDay, type Cost, type CostsUntil } from '../../reports/index.js';
import type { Instant, Period } from '../../time/index.js';
import type { EventInput, PoliciesInput, PriceInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import type { AnyPrice, CustomModelsInput } from '../prices/custom-model.js';
import type { MetricInput } from '../usage/metric-input.js';
import { costCells, metersOf, type CostCell } from './cost-cells.js';
import { eventOptions } from './cost-sources.js';
import { costQuestionKeys, readCostRequest, type CostReading } from './decode/cost-request.js';
import { encodeCosts, type CostEntry, type CostRow } from './encode/costs.js';
import { readMeters, reportNoEvents, type ReadMeters } from './measure-meters.js';
import type { MeasuredUsage, ReportInput } from './report-inputs.js';
import { ownMeter } from './report-meter.js';
import type { UnmatchedUsage } from './unmatched-usage.js';

type CostInput<P> = ReportInput<P> & {
  readonly metrics?: readonly MetricInput[] | undefined;
  readonly events?: Iterable<EventInput> | undefined;
  /** What a database counted, by the ids of the questions of `costReportToMeasure`; wins over `events`. */
  readonly usage?: MeasuredUsage | undefined;
  /** Only prices in this currency or pricing unit; default: the customer's. */
  readonly currency?: string | null | undefined;
  readonly policies?: PoliciesInput | null | undefined;
};

/** What `costReport` takes: whose costs, of which prices, over which events, when. */
export type CostReportInput = CostInput<PriceInput>;

/** The same with prices of models of your own. */
export type CustomCostReportInput = CostInput<AnyPrice> & { readonly custom_models: CustomModelsInput };

/** Orb's costs, and what of the usage is in none of them. */
export type CostReport = {
  readonly data: readonly CostRow[];
  /** Usage of a dimensional price group that none of its prices rates, by billing period; absent if there is none. */
  readonly unmatched_usage?: readonly UnmatchedUsage[];
};

/**
 * Reports day by day what a subscription, or a customer's subscriptions, have cost since the billing period began, in Orb's
 * shape (§13).
 *
 * A row per local day, up to the day of `at`: cumulative by default, from the start of the billing period to the end of the
 * day; `view_mode: 'periodic'` gives the differences. `subtotal` is what the lines of an invoice would show, `total` the same
 * after adjustments, before credits and partial invoices. Fixed fees count in full from the first day (F27): of a price
 * interval that says what its boundaries are counted from, as ours do, what is billed for the billing period, so that a stub
 * counts its share, a quarter in a month that month's, and a one-time fee once. Without a
 * timeframe: the billing period that holds `at`, else the last one. Costs of several subscriptions are summed per day.
 * Matrix prices add `price_groups`. A change of a fixed fee's quantity counts from its day on with the difference for what
 * is left of the period. A dimensional price is billed by its group's metric over the events of its values; usage that
 * none of the group's prices rates is listed beside the costs (§2). `usage_customer_ids` of a price interval says whose
 * events it bills. A composite price rates what the others have come to by the end of the day. `custom_models` are price
 * models of your own.
 *
 * @throws `missing_field`, `invalid_timeframe`, `invalid_reference`, `not_fixed_fee` for a quantity of a price that has
 * none of its own, `limit_exceeded` for more than 4000 days; what bad prices, adjustments, metrics and events are refused
 * with
 * @example
 * ```ts
 * import { costReport } from 'reckoner';
 *
 * const { data } = costReport({
 *   customer: { id: 'acme', currency: 'USD' },
 *   subscription: {
 *     prices: [
 *       { id: 'calls', billable_metric_id: 'calls', model_type: 'unit', unit_config: { unit_amount: '2.50' }, minimum_amount: '50.00' },
 *     ],
 *     billing_periods: [{ start_date: '2023-02-01', end_date: '2023-03-01' }],
 *   },
 *   metrics: [{ id: 'calls', aggregation: { kind: 'sum', expression: 'calls' } }],
 *   events: [9, 10, 1, 8, 8].map((calls, day) => ({
 *     event_name: 'calls',
 *     timestamp: `2023-02-0${day + 1}T12:00:00Z`,
 *     properties: { calls },
 *   })),
 *   at: '2023-02-05T13:00:00Z',
 * });
 * data.map((row) => [row.timeframe_end.slice(0, 10), row.subtotal, row.total]);
 * // → [['2023-02-02', '22.50', '50.00'], ['2023-02-03', '47.50', '50.00'], ['2023-02-04', '50.00', '50.00'], ['2023-02-05', '70.00', '70.00'], ['2023-02-06', '90.00', '90.00']]
 * ```
 */
export function costReport(input: CostReportInput | CustomCostReportInput): CostReport {
  const fields = openInput(input);
  refuseUnknown(fields, [...costQuestionKeys, 'events', 'usage']);
  reportNoEvents(fields);
  const reading = readCostRequest(fields);
  const cells = costCells(reading);
  const asked = cells.flatMap(metersOf);
  const rated_by_event = new Set(asked.filter((one) => one.rates_events).map(({ meter }) => meter.id));
  const meters = { meters: asked.map(ownMeter), rated_by_event, options: eventOptions(reading) };
  const measured = readMeters(fields, meters);
  const rows = new Map<Instant, Row>();
  for (const cell of cells) addRows(rows, cell, { measured, reading });
  const unmatched_usage = cells.flatMap(({ grouped }) => grouped.flatMap(({ unmatched }) => unmatched(measured.usage)));
  return { data: encodeRows(rows, reading), ...(unmatched_usage.length > 0 && { unmatched_usage }) };
}

type Counted = { readonly measured: ReadMeters; readonly reading: CostReading };

/** From when a row counts, the earliest where there are several subscriptions, and what it counts. */
type Row = { start: Instant; readonly entries: CostEntry[] };

/** The rows of one subscription's billing period, put to those of the others that end at the same instant. */
function addRows(rows: Map<Instant, Row>, cell: CostCell, { measured, reading }: Counted): void {
  const { days, from, period } = cell.cost;
  // Of the days before the timeframe only the last is needed, as what periodic costs are measured from.
  const shown = days.slice(Math.max(0, days.findIndex(({ end }) => end > from) - 1));
  const costs = costsByDay({
    ends: shown.map(({ end }) => end),
    sources: cell.metered.map(({ source }) => source(measured)),
    adjustments: cell.subscription.adjustments,
    policies: reading.policies,
  });
  for (const [position, { start, end }] of shown.entries()) {
    if (end <= from) continue;
    const isDaily = reading.view_mode === 'periodic';
    const day = { costs: costs[position]?.costs ?? [], before: isDaily ? costs[position - 1] : undefined };
    addRow(rows, { start: isDaily ? start : period.start, end, entries: entriesOf(day, cell) });
  }
}

type Day = { readonly costs: readonly Cost[]; readonly before: CostsUntil | undefined };

function entriesOf({ costs, before }: Day, { metered }: CostCell): readonly CostEntry[] {
  const listed = new Map(metered.map(({ price }) => [price.interval.id, price.listed]));
  const earlier = new Map(before?.costs.map((cost) => [cost.source.price_interval_id, cost]));
  return costs.flatMap((cost) => {
    const { price_interval_id: id } = cost.source;
    const price = listed.get(id);
    return price ? [{ listed: price, cost, before: earlier.get(id) ?? null }] : [];
  });
}

type Addition = Period & { readonly entries: readonly CostEntry[] };

function addRow(rows: Map<Instant, Row>, { start, end, entries }: Addition): void {
  const row = rows.get(end);
  if (row === undefined) {
    rows.set(end, { start, entries: [...entries] });
    return;
  }
  if (start < row.start) row.start = start;
  for (const entry of entries) row.entries.push(entry);
}

function encodeRows(rows: ReadonlyMap<Instant, Row>, reading: CostReading): readonly CostRow[] {
  const { currency, at, policies } = reading;
  const writing = { currency, at, unrounded_scale: policies.unrounded_scale };
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([end, { start, entries }]) => encodeCosts({ start, end }, entries, writing));
}
