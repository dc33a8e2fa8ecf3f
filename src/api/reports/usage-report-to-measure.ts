import { refuseUnknown } from '../../errors/index.js';
import { openInput } from '../decode/input.js';
import { readUsageRequest, usageQuestionKeys } from './decode/usage-request.js';
import { reportQuestion, type ReportQuestion } from './report-meter.js';
import type { UsageReportInput } from './usage-report.js';

/**
 * What has to be measured before a usage report can be written: one question for each of its metrics, to be asked where
 * the events are. `usageReport`, given the answers as `usage`, reports what it reports of the events.
 *
 * @throws what `usageReport` refuses of its input
 * @example
 * ```ts
 * import { usageReport, usageReportToMeasure } from 'reckoner';
 *
 * const asked = {
 *   customer: { id: 'acme', timezone: 'America/New_York' },
 *   subscription: { prices: [{ billable_metric_id: 'calls', model_type: 'unit' as const, unit_config: { unit_amount: '1' } }] },
 *   metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'count' as const } }],
 *   timeframe_start: '2026-01-01T05:00:00Z',
 *   timeframe_end: '2026-02-01T05:00:00Z',
 * };
 * const [question] = usageReportToMeasure(asked);
 * question?.customer_ids; // → ['acme']
 * // What the database counts of this metric and time, as `mergePartials` gives it.
 * const usage = { [question?.id ?? '']: { quantity: '300', is_summable: true, groups: [] } };
 * usageReport({ ...asked, usage }).data[0]?.usage[0]?.quantity; // → 300
 * ```
 */
export function usageReportToMeasure(input: Omit<UsageReportInput, 'events' | 'usage'>): readonly ReportQuestion[] {
  const fields = openInput(input);
  refuseUnknown(fields, usageQuestionKeys);
  return readUsageRequest(fields).meters.map(reportQuestion);
}
