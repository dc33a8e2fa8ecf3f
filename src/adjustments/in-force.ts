import type { Instant } from '../time/index.js';
import type { BillingMode } from '../wire/index.js';

/** When an adjustment is in force, null being without bound, and on which price intervals (none listed: on all). */
export type AdjustmentInterval = {
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly price_interval_ids: ReadonlySet<string>;
};

/** A line as far as its time matters. */
export type DatedLine = { readonly billing_mode: BillingMode; readonly price_interval_id: string };

/**
 * Whether an adjustment acts on a line whose period is invoiced at `date`: all or nothing, never by days (§6, D2).
 *
 * A line in advance bills the time after the date, so `start ≤ t < end`; one in arrears the time before, so
 * `start < t ≤ end`.
 */
export function inForce(interval: AdjustmentInterval, line: DatedLine, date: Instant): boolean {
  const { price_interval_ids } = interval;
  const isNamed = price_interval_ids.size === 0 || price_interval_ids.has(line.price_interval_id);
  return isNamed && isDuring(interval, line.billing_mode, date);
}

function isDuring(interval: AdjustmentInterval, billing_mode: BillingMode, date: Instant): boolean {
  const [start, end] = [interval.start ?? -Infinity, interval.end ?? Infinity];
  if (billing_mode === 'in_advance') return start <= date && date < end;
  return start < date && date <= end;
}
