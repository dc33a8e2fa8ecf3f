import {
  invoiceDates,
  servicePeriodAt,
  type BilledInterval,
  type Interval,
  type ServicePeriod,
} from '../../cycles/index.js';
import { billedIntervals, periodAt, trialUsage, type TimedPrice, type Timeline } from '../../subscriptions/index.js';
import { contains, shiftInstant, type Instant, type Period } from '../../time/index.js';

/** What an invoice bills of a price interval: a service period, of which `portion` is what falls due with it (§4.5). */
export type BilledService = {
  readonly timed: TimedPrice;
  readonly service: ServicePeriod;
  /**
   * The date that decides which adjustments act on it: that of the one invoice of the whole period, so that neither
   * instalments nor a threshold nor a deferral change what it comes to.
   */
  readonly adjusted_at: Instant;
};

/** What the invoice dated at an instant bills of a subscription, in the order of its prices (§1.3, §4.4). */
export function servicesAt(timeline: Timeline, invoice_date: Instant): readonly BilledService[] {
  return servicesOf(timeline)(invoice_date);
}

/** The same for every date, where many are asked for: what does not depend on the date is found once. */
export function servicesOf(timeline: Timeline): (invoice_date: Instant) => readonly BilledService[] {
  const prices = invoiced(timeline);
  const firsts = firstsAlike(prices);
  return (invoice_date) => {
    const services: (ServicePeriod | null)[] = [];
    for (const [position, price] of prices.entries()) {
      const first = firsts[position] ?? position;
      services.push(first === position ? serviceAt(price, invoice_date) : (services[first] ?? null));
    }
    return prices.flatMap(({ timed }, position) => {
      const service = services[position] ?? null;
      if (service === null) return [];
      const adjusted_at = timed.price.billing_mode === 'in_advance' ? service.start : service.end;
      return partsOf(timed, service).map((part) => ({ timed, service: part, adjusted_at }));
    });
  };
}

/** What is billed of a service period: a fee by its days, credits whole. */
function partsOf(timed: TimedPrice, service: ServicePeriod): readonly ServicePeriod[] {
  if (!timed.price.sells_credits || service.full_period === null) return quantityParts(timed, service);
  // Granted in full in a stub (F21), and billed like that: a share of no cell.
  return [{ ...service, full_period: { start: service.start, end: service.end } }];
}

/**
 * A fee in advance whose quantity was known to change within the period is billed in parts, each with its own quantity
 * (§9.2). An instalment is a part of the whole fee and is not parted: it counts the quantities itself.
 */
function quantityParts(timed: TimedPrice, service: ServicePeriod): readonly ServicePeriod[] {
  const { start, end, full_period, portion } = service;
  const isWhole = full_period !== null && (portion === null || portion.of === 1);
  const cuts = timed.transitions.filter(({ at, is_foreseen = false }) => is_foreseen && at > start && at < end);
  if (!isWhole || cuts.length === 0 || timed.price.billing_mode !== 'in_advance') return [service];
  const starts = [start, ...cuts.map(({ at }) => at)];
  return starts.map((from, position) => {
    const until = starts[position + 1] ?? end;
    return { start: from, end: until, full_period, portion: portion && { ...portion, start: from, end: until } };
  });
}

/** For each price the position of the first that is billed at the same times: what is due of one is due of all of them. */
function firstsAlike(prices: readonly InvoicedPrice[]): readonly number[] {
  const found = new Map<string, number>();
  return prices.map(({ billed, trial, timed }, position) => {
    const { billing, invoicing, billing_mode, interval } = billed;
    const grids = [billing, invoicing].map((grid) => grid && [grid.origin, grid.length]);
    const key = JSON.stringify([interval, billing_mode, grids, trial, timed.interval.end]);
    const first = found.get(key) ?? position;
    found.set(key, first);
    return first;
  });
}

/**
 * The dates in a window at which a subscription is invoiced, in order, each once.
 *
 * @throws BillingError `horizon_exceeded` for more than `most`, without walking them
 */
export function serviceDates(timeline: Timeline, window: Period, most: number): readonly Instant[] {
  const prices = invoiced(timeline);
  const ends = prices.flatMap(({ trial }) => (trial !== null && contains(window, trial.end) ? [trial.end] : []));
  const cyclic = prices.flatMap(({ trial, billed }) => (trial === null ? [billed] : []));
  return [...new Set([...invoiceDates(cyclic, window, most), ...ends])].sort((a, b) => a - b);
}

/** A price as its invoices see it: when it is billed, and the trial that it is a part of. */
type InvoicedPrice = {
  readonly timed: TimedPrice;
  readonly billed: BilledInterval;
  readonly trial: Period | null;
};

function invoiced(timeline: Timeline): readonly InvoicedPrice[] {
  return billedIntervals(timeline).map((billed, position) => {
    const timed = timeline.prices[position] as TimedPrice;
    const interval = deferred(timed, timeline);
    return { timed, billed: { ...billed, interval }, trial: trialUsage(timed, timeline) };
  });
}

function serviceAt({ timed, billed, trial }: InvoicedPrice, invoice_date: Instant): ServicePeriod | null {
  if (trial !== null) return trial.end === invoice_date ? trialService(trial) : null;
  const service = servicePeriodAt(billed, invoice_date);
  return service && endedAt(service, timed.interval);
}

/** Usage of a trial is one service period, whole whatever the cycle says (§9.1). */
function trialService(trial: Period): ServicePeriod {
  return { ...trial, full_period: trial, portion: { ...trial, index: 1, of: 1 } };
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
