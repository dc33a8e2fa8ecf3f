import { refuse, refuseUnknown } from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { costCells, metersOf } from './cost-cells.js';
import type { CostReportInput, CustomCostReportInput } from './cost-report.js';
import { costQuestionKeys, readCostRequest } from './decode/cost-request.js';
import { reportQuestion, type ReportQuestion } from './report-meter.js';

/**
 * What has to be measured before costs can be reported: for each price that is billed by usage, in each billing period,
 * what it had come to by the end of each day, to be asked where the events are. A price that rates groups asks twice: what
 * they came to, and how many events they have, which says from which day on there is a group. A dimensional price group is
 * asked about as a whole, because what of it no price rates is reported too.
 *
 * `costReport`, given the answers as `usage`, reports what it reports of the events. A price that rates events one by one
 * needs these (`rates_events`).
 *
 * @throws what `costReport` refuses of its input
 * @example
 * ```ts
 * import { aggregateUsage, costReport, costReportToMeasure } from 'reckoner';
 *
 * const calls = { id: 'calls', billable_metric_id: 'calls', model_type: 'unit' as const, unit_config: { unit_amount: '2.50' } };
 * const asked = {
 *   customer: { id: 'acme', currency: 'USD' },
 *   subscription: { prices: [calls], billing_periods: [{ start_date: '2026-02-01', end_date: '2026-03-01' }] },
 *   metrics: [{ id: 'calls', aggregation: { kind: 'count' as const } }],
 *   at: '2026-02-02T13:00:00Z',
 * };
 * const events = ['2026-02-01T12:00:00Z', '2026-02-02T12:00:00Z'].map((timestamp) => ({ event_name: 'call', timestamp, properties: {} }));
 * const usage = Object.fromEntries(
 *   costReportToMeasure(asked).map(({ id, customer_ids, rates_events, ...question }) => [id, aggregateUsage({ ...question, events })]),
 * );
 * costReport({ ...asked, usage }).data.map((row) => row.total); // → ['2.50', '5.00']
 * ```
 */
export function costReportToMeasure(
  input: Omit<CostReportInput, 'events' | 'usage'> | Omit<CustomCostReportInput, 'events' | 'usage'>,
): readonly ReportQuestion[] {
  const fields = openInput(input);
  refuseUnknown(fields, costQuestionKeys);
  const cells = costCells(readCostRequest(fields));
  refuse(fields.issues);
  return cells.flatMap(metersOf).map(reportQuestion);
}
