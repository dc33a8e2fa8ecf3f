import { billingPeriodOfTimeline, stretchAt, type Timeline } from '../../subscriptions/index.js';
import { shiftInstant, type Instant } from '../../time/index.js';
import { serviceDates, servicesAt } from './services.js';

const day_in_ms = 86_400_000;
/** Some forty-five years: what falls due after that is not upcoming. */
const furthest_days = 16_384;

/**
 * The date of the upcoming invoice: the end of the billing period (§13), or of the trial if that comes first, because its
 * usage is one service period (§9.1). Where nothing falls due then, as at the end of a period within a trial, it is the
 * first date after it on which something does; if there is none, the end of the period, when nothing is billed.
 */
export function upcomingDate(timeline: Timeline, at: Instant): Instant {
  const { end } = billingPeriodOfTimeline(timeline, at);
  const { trial_end } = stretchAt(timeline, at);
  // <: at its end a trial is over.
  const first = trial_end !== null && at < trial_end && trial_end < end ? trial_end : end;
  const date = [first, end].find((instant) => servicesAt(timeline, instant).length > 0);
  return date ?? nextDate(timeline, end) ?? end;
}

/** The first date from an instant on at which something falls due. */
function nextDate(timeline: Timeline, from: Instant): Instant | null {
  let start = from;
  // Windows that double: most find something within days, and a price may begin years later.
  for (let days = 32; days <= furthest_days; days *= 2) {
    const end = shiftInstant(start, days * day_in_ms);
    const [date] = serviceDates(timeline, { start, end }, furthest_days);
    if (date !== undefined) return date;
    start = end;
  }
  return null;
}
