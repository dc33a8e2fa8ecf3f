import {
  alignCycle,
  billingPeriodAt,
  billingPeriodOf,
  billingPeriods,
  cellAt,
  divideGrid,
  invoiceDates,
  termOf,
  type BilledInterval,
  type BillingPeriod,
  type CycleLength,
  type Grid,
} from '../cycles/index.js';
import { localDay, shiftInstant, type CivilDate, type Instant, type Period, type TimeZone } from '../time/index.js';
import { clip, holds } from './interval.js';
import type { Anchoring, Stretch, TimedPrice, Timeline } from './timeline.js';
import type { SubscribedPrice } from './subscribed-price.js';

const monthly: CycleLength = { unit: 'month', count: 1 };

/** The date that a price's boundaries are counted from; a one-time price has none, and shows those of months. */
export function originOf({ length }: SubscribedPrice, { anchor, from }: Anchoring, zone: TimeZone): CivilDate {
  return alignCycle({ length: length ?? monthly, anchor, start: from, zone }).origin;
}

/** The grid a price is billed by; null for `one_time`. */
function gridOf({ price, origin }: TimedPrice, zone: TimeZone): Grid | null {
  return price.length && { origin, length: price.length, zone };
}

/** The billing period of a price that holds an instant; null outside its interval and for `one_time`. */
export function periodAt(timed: TimedPrice, zone: TimeZone, instant: Instant): BillingPeriod | null {
  return billingPeriodAt({ grid: gridOf(timed, zone), interval: timed.interval }, instant);
}

/** Up to which instant the periods of a price are asked for, in which zone, and how many there may be. */
export type BeganTerms = { readonly zone: TimeZone; readonly until: Instant; readonly most: number };

/** The billing periods of a price that have begun by an instant, in order; of a one-time price the day on which it begins. */
export function beganPeriods(timed: TimedPrice, { zone, until, most }: BeganTerms): readonly Period[] {
  const { interval } = timed;
  if (until < interval.start) return [];
  const grid = gridOf(timed, zone);
  if (grid === null) return [{ start: interval.start, end: localDay(zone, interval.start).end }];
  // ≤: a period that begins now has begun.
  return billingPeriods({ grid, interval }, { start: interval.start, end: shiftInstant(until, 1) }, most);
}

/** The stretch that holds an instant; before the first it is the first, after the last the last. */
export function stretchAt({ stretches }: Timeline, instant: Instant): Stretch {
  const begun = stretches.filter(({ interval }) => interval.start <= instant);
  return (begun.at(-1) ?? stretches[0]) as Stretch;
}

/** The version of its plan in which a stretch is at an instant; null where the document alone says it. */
export function versionAt({ versions }: Stretch, instant: Instant): number | null {
  const begun = versions.filter(({ at }) => at <= instant);
  return (begun.at(-1) ?? versions[0])?.version ?? null;
}

/**
 * The billing period of a whole subscription: that of its shortest cadence in force (§4.4), cut where a plan or a phase
 * begins that is billed by other boundaries, so that one period ends where the next begins (L25).
 */
export function billingPeriodOfTimeline(timeline: Timeline, instant: Instant): Period {
  const cell = cellOf(timeline, instant, billingPeriodOf);
  const cuts = cutsInside(timeline, cell);
  // ≤: what begins at the instant holds it.
  const start = cuts.reduce((last, cut) => (cut <= instant ? cut : last), cell.start);
  const end = cuts.find((cut) => cut > instant) ?? cell.end;
  const period = clip({ start, end }, timeline.interval);
  return { start: period.start, end: period.end as Instant };
}

/** The starts of plans and phases inside a cell from which on other boundaries hold, in order. */
function cutsInside(timeline: Timeline, { start, end }: Period): readonly Instant[] {
  const begun = timeline.stretches.flatMap(({ interval, phases }) => [
    interval.start,
    ...phases.map((phase) => phase.interval.start),
  ]);
  const inside = [...new Set(begun)].filter((instant) => instant > start && instant < end).sort((a, b) => a - b);
  return inside.filter((instant) => {
    const before = gridOfTimeline(timeline, shiftInstant(instant, -1), billingPeriodOf);
    return !isSameGrid(before, gridOfTimeline(timeline, instant, billingPeriodOf));
  });
}

function isSameGrid(a: Grid, b: Grid): boolean {
  return JSON.stringify([a.origin, a.length]) === JSON.stringify([b.origin, b.length]);
}

/** The end of the term: of the cell of the longest cadence in force (§4.4). */
export function termEndOf(timeline: Timeline, instant: Instant): Instant {
  return cellOf(timeline, instant, termOf).end;
}

/** The start of the term, not before the subscription's. */
export function termStartOf(timeline: Timeline, instant: Instant): Instant {
  return clip(cellOf(timeline, instant, termOf), timeline.interval).start;
}

/** The cell, by one of the cadences in force or else by months, that holds an instant. */
function cellOf(timeline: Timeline, instant: Instant, choose: ChooseLength): Period {
  return cellAt(gridOfTimeline(timeline, instant, choose), instant);
}

type ChooseLength = (lengths: readonly CycleLength[]) => CycleLength;

/** The grid of one of the cadences in force at an instant; of none it is that of months (§4.4). */
function gridOfTimeline(timeline: Timeline, instant: Instant, choose: ChooseLength): Grid {
  const { zone } = timeline;
  const grids = timeline.prices
    .filter(({ interval }) => holds(interval, instant))
    .flatMap((timed) => gridOf(timed, zone) ?? []);
  const length = choose(grids.map((grid) => grid.length));
  const { anchor, from } = stretchAt(timeline, instant).anchoring;
  // The length chosen is one of theirs, the very object, so that 16 months are not taken for 487 days (§4.4).
  return grids.find((one) => one.length === length) ?? alignCycle({ length, anchor, start: from, zone });
}

/** The prices of a timeline, in order, as the invoicing rules look at them. */
export function billedIntervals(timeline: Timeline): readonly BilledInterval[] {
  const periodsFrom = gridsByStart(timeline);
  return timeline.prices.map((timed) => {
    const { interval, price } = timed;
    const billing = gridOf(timed, timeline.zone);
    // A one-time price comes on an invoice with the billing period that holds its start: the shortest in force then (F14).
    const own = billing ?? periodsFrom(interval.start);
    const invoicing = billing !== null && price.invoicing ? divideGrid(billing, price.invoicing) : own;
    return { interval, billing_mode: price.billing_mode, billing, invoicing };
  });
}

/** The grid of the billing period at an instant, looked for once: one-time prices mostly begin together. */
function gridsByStart(timeline: Timeline): (start: Instant) => Grid {
  const found = new Map<Instant, Grid>();
  return (start) => {
    const grid = found.get(start) ?? gridOfTimeline(timeline, start, billingPeriodOf);
    found.set(start, grid);
    return grid;
  };
}

const aDay = 86_400_000;
// A period lasts at most a thousand years; the window is doubled until an invoice lies in it.
const doublings = 20;

/** The first date after an instant at which an invoice is due; null if there is none any more. */
export function nextInvoiceDate(timeline: Timeline, instant: Instant): Instant | null {
  const billed = billedIntervals(timeline);
  const start = shiftInstant(instant, 1);
  for (let step = 0; step < doublings; step += 1) {
    const window = { start, end: shiftInstant(start, 32 * aDay * 2 ** step) };
    const [date] = invoiceDates(billed, window, 100_000);
    if (date !== undefined) return date;
    if (timeline.interval.end !== null && timeline.interval.end < window.end) return null;
  }
  return null;
}
