import type { Interval } from '../cycles/index.js';
import { problem, shown, type Issues } from '../errors/index.js';
import { formatInstant } from '../time/index.js';
import { meet } from './interval.js';
import type { TimedPrice } from './timeline.js';

/** A price interval, and where the request adds or changes it; null where the request leaves it as it is. */
type Placed = { readonly timed: TimedPrice; readonly path: string | null };

/**
 * Refuses to let a price be in force twice at once: its days would be billed twice (F4), and of a fee in advance nothing
 * could tell afterwards which interval a line had billed. Intervals that met before are not this request's fault.
 */
export function reportRepeated(prices: readonly Placed[], issues: Issues): void {
  const byPrice = new Map<string, Placed[]>();
  for (const placed of prices) {
    const { id } = placed.timed.price;
    const repeated = byPrice.get(id);
    if (repeated === undefined) byPrice.set(id, [placed]);
    else repeated.push(placed);
  }
  for (const repeated of byPrice.values()) reportMeeting(repeated, issues);
}

function reportMeeting(repeated: readonly Placed[], issues: Issues): void {
  const [first, ...others] = [...repeated].sort((a, b) => a.timed.interval.start - b.timed.interval.start);
  // Of those before, whoever meets one meets the one that lasts longest.
  let longest = first;
  for (const placed of others) {
    if (longest === undefined) return;
    const path = placed.path ?? longest.path;
    if (path !== null && meet(longest.timed.interval, placed.timed.interval)) {
      issues.push(problem(path, 'invalid_interval', sayTwice(placed.timed)));
    }
    if (endsLater(placed.timed.interval, longest.timed.interval)) longest = placed;
  }
}

function sayTwice({ price, interval }: TimedPrice): string {
  return `has the price ${shown(price.id)} in force twice from ${formatInstant(interval.start)} on; end one interval before the other starts, or add a price of its own`;
}

function endsLater(a: Interval, b: Interval): boolean {
  return b.end !== null && (a.end === null || a.end > b.end);
}
