import { billingPeriodOfTimeline, stretchAt, type Timeline } from '../../subscriptions/index.js';
import type { Instant } from '../../time/index.js';
import { datesAhead } from './dates-ahead.js';
import { servicesAt } from './services.js';

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
  if (date !== undefined) return date;
  const [next = end] = datesAhead(timeline, end);
  return next;
}
