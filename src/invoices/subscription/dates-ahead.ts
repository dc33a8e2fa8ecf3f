import type { Timeline } from '../../subscriptions/index.js';
import { millisPerDay, shiftInstant, type Instant } from '../../time/index.js';
import { serviceDates } from './services.js';

/** Some forty-five years: what falls due after that matters to nothing now. */
const furthest_days = 16_384;

/** The dates from an instant on at which something falls due, in order, found as far as they are asked for. */
export function* datesAhead(timeline: Timeline, from: Instant): Iterable<Instant> {
  let start = from;
  // Windows that double: most find something within days, and a price may begin years later.
  for (let days = 32; days <= furthest_days; days *= 2) {
    const end = shiftInstant(start, days * millisPerDay);
    yield* serviceDates(timeline, { start, end }, furthest_days);
    start = end;
  }
}
