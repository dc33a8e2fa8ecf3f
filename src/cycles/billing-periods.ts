import { fail } from '../errors/index.js';
import { intersect, shiftInstant, type Instant, type Period } from '../time/index.js';
import { boundary, cellAt, indexAt, roughIndexAt, type Grid } from './grid.js';

/** When a price or a subscription is in force: `[start, end)`, open where `end` is null. */
export type Interval = { readonly start: Instant; readonly end: Instant | null };

/** The grid that a price is billed by, null for `one_time`, over the interval in which it is in force. */
export type Schedule = { readonly grid: Grid | null; readonly interval: Interval };

/** One billing period: the cell of the grid cut to the interval, and the whole cell (D12). A stub if they differ. */
export type BillingPeriod = Period & { readonly full_period: Period };

/** The instants of an interval within a period of time, or `undefined` when there are none. */
export function within({ start, end }: Interval, span: Period): Period | undefined {
  return intersect({ start, end: end ?? span.end }, span);
}

/** The billing period that holds an instant, or null outside the interval and for `one_time` (§4.4). */
export function billingPeriodAt({ grid, interval }: Schedule, instant: Instant): BillingPeriod | null {
  const { start, end } = interval;
  if (grid === null || instant < start || (end !== null && instant >= end)) return null;
  return cut(cellAt(grid, instant), interval);
}

/**
 * The billing periods that share an instant with a window, in order: whole as they are billed, not cut to the window
 * (§4.4).
 *
 * @param most - how many there may be at most
 * @throws BillingError `horizon_exceeded` when there are more, without walking them
 * @example
 * ```ts
 * import { billingPeriods } from 'reckoner/cycles';
 * import { formatInstant, parseDate, parseInstant, timeZone } from 'reckoner/time';
 * const origin = parseDate('2025-01-31');
 * const grid = { origin, length: { unit: 'month', count: 1 }, zone: timeZone('UTC') } as const;
 * const interval = { start: parseInstant('2025-02-10T00:00:00Z'), end: null };
 * const window = { start: interval.start, end: parseInstant('2025-03-01T00:00:00Z') };
 * billingPeriods({ grid, interval }, window, 12).map((period) => formatInstant(period.end));
 * // → ['2025-02-28T00:00:00+00:00', '2025-03-31T00:00:00+00:00']
 * ```
 */
export function billingPeriods({ grid, interval }: Schedule, window: Period, most: number): readonly BillingPeriod[] {
  const span = within(interval, window);
  if (grid === null || span === undefined) return [];
  return cellsMeeting(grid, span, most).map((cell) => cut(cell, interval));
}

/** The cells of a grid that share an instant with a period, in order; none is empty (L25). */
export function cellsMeeting(grid: Grid, span: Period, most: number): readonly Period[] {
  // The last instant of a half-open period of whole milliseconds.
  const last = shiftInstant(span.end, -1);
  refuseHorizon(roughIndexAt(grid, last) - roughIndexAt(grid, span.start) - 3, most);
  const [from, to] = [indexAt(grid, span.start), indexAt(grid, last)];
  refuseHorizon(to - from + 1, most);
  const cells: Period[] = [];
  let start = boundary(grid, from);
  for (let k = from; k <= to; k += 1) {
    const end = boundary(grid, k + 1);
    // A day that a zone skipped altogether would be an empty cell: both of its midnights are one instant (§4.3).
    if (end > start) cells.push({ start, end });
    start = end;
  }
  return cells;
}

function cut(cell: Period, { start, end }: Interval): BillingPeriod {
  return {
    start: start > cell.start ? start : cell.start,
    end: end !== null && end < cell.end ? end : cell.end,
    full_period: cell,
  };
}

/** Refuses more periods than may be asked for at once. */
export function refuseHorizon(count: number, most: number): void {
  if (count <= most) return;
  const message = `asks for more than ${most} periods; narrow the range, or raise the policy max_periods`;
  fail('', 'horizon_exceeded', message);
}

/** Whether a billing period is less than its cell. */
export function isStub({ start, end, full_period }: BillingPeriod): boolean {
  return start !== full_period.start || end !== full_period.end;
}
