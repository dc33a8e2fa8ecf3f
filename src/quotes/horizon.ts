import { localDaysBetween, type Instant, type Period, type TimeZone } from '../time/index.js';

/** The billing periods that a quote looks at, contiguous and rising, in the customer's zone. */
export type Horizon = { readonly periods: readonly Period[]; readonly zone: TimeZone };

/** The position of the period that holds an instant: the first before the horizon, the last after it. */
export function indexOfPeriod({ periods }: Horizon, instant: Instant): number {
  let [low, high] = [0, Math.max(0, periods.length - 1)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const end = periods[middle]?.end ?? instant;
    // An end belongs to the period that begins there.
    if (instant < end) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of a span's local days have passed at an instant, and how many there are. */
export function daysPassed(span: Period, instant: Instant, zone: TimeZone): { passed: number; days: number } {
  const until = instant < span.start ? span.start : instant > span.end ? span.end : instant;
  return { passed: localDaysBetween(zone, span.start, until), days: localDaysBetween(zone, span.start, span.end) };
}
