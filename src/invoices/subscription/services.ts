import {
  invoiceDates,
  servicePeriodAt,
  type BilledInterval,
  type Interval,
  type ServicePeriod,
} from '../../cycles/index.js';
import { billedInterval, periodAt, stretchAt, type TimedPrice, type Timeline } from '../../subscriptions/index.js';
import { contains, shiftInstant, type Instant, type Period } from '../../time/index.js';

/** What an invoice bills of a price interval: a service period, of which `portion` is what falls due with it (§4.5). */
export type BilledService = { readonly timed: TimedPrice; readonly service: ServicePeriod };

/** What the invoice dated at an instant bills of a subscription, in the order of its prices (§1.3, §4.4). */
export function servicesAt(timeline: Timeline, invoice_date: Instant): readonly BilledService[] {
  return timeline.prices.flatMap((timed) => {
    const service = serviceAt(timed, timeline, invoice_date);
    return service === null ? [] : [{ timed, service }];
  });
}

/**
 * The dates in a window at which a subscription is invoiced, in order, each once.
 *
 * @throws BillingError `horizon_exceeded` for more than `most`, without walking them
 */
export function serviceDates(timeline: Timeline, window: Period, most: number): readonly Instant[] {
  const trials = timeline.prices.flatMap((timed) => trialOf(timed, timeline) ?? []);
  const ends = trials.flatMap(({ end }) => (contains(window, end) ? [end] : []));
  const cyclic = timeline.prices
    .filter((timed) => trialOf(timed, timeline) === null)
    .map((timed) => billed(timed, timeline));
  return [...new Set([...invoiceDates(cyclic, window, most), ...ends])].sort((a, b) => a - b);
}

function serviceAt(timed: TimedPrice, timeline: Timeline, invoice_date: Instant): ServicePeriod | null {
  const trial = trialOf(timed, timeline);
  if (trial !== null) return trial.end === invoice_date ? trialService(trial) : null;
  const service = servicePeriodAt(billed(timed, timeline), invoice_date);
  return service && endedAt(service, timed.interval);
}

/** Usage of a trial has an interval of its own, which ends with the trial or before it (§9.1); null for any other. */
function trialOf({ price, interval: { start, end } }: TimedPrice, timeline: Timeline): Period | null {
  const { trial_end } = stretchAt(timeline, start);
  if (trial_end === null || price.price_type !== 'usage_price' || end === null || end > trial_end) return null;
  return { start, end };
}

/** Usage of a trial is one service period, whole whatever the cycle says (§9.1). */
function trialService(trial: Period): ServicePeriod {
  return { ...trial, full_period: trial, portion: { ...trial, index: 1, of: 1 } };
}

function billed(timed: TimedPrice, timeline: Timeline): BilledInterval {
  return { ...billedInterval(timed, timeline), interval: deferred(timed, timeline) };
}

/**
 * Usage that ends inside a cycle may wait for the next scheduled invoice: its interval is then invoiced as if it went on
 * to the end of the cell (§9.2).
 */
function deferred(timed: TimedPrice, timeline: Timeline): Interval {
  const { interval, price, settings } = timed;
  const { start, end } = interval;
  if (end === null || end <= start || price.price_type !== 'usage_price' || !settings.can_defer_billing)
    return interval;
  const last = periodAt(timed, timeline.zone, shiftInstant(end, -1));
  return last === null ? interval : { start, end: last.full_period.end };
}

/** What was deferred is invoiced later, but its service ended where its interval did. */
function endedAt(service: ServicePeriod, { end }: Interval): ServicePeriod {
  if (end === null || service.end <= end || service.full_period === null) return service;
  const portion = service.portion && { ...service.portion, end };
  return { ...service, end, portion };
}
