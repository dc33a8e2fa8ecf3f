import type { Interval } from '../cycles/index.js';
import { problem, refuse, type Issues } from '../errors/index.js';
import { formatInstant, localDate, type Instant } from '../time/index.js';
import { originOf, stretchAt } from './cadence.js';
import { clip, isVoid, meet } from './interval.js';
import { distinct, timedAdjustment, timedPrice } from './lay-offer.js';
import { reportRepeated } from './repeated-prices.js';
import type { SubscribedAdjustment, SubscribedPrice } from './subscribed-price.js';
import type { Anchoring, IntervalSettings, QuantityTransition, TimedPrice, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** A bound that an edit states, or `undefined` where it says nothing; an end of null opens. */
type StatedEnd = Instant | null | undefined;

/** A price interval to add. */
export type AddedPrice = {
  readonly price: SubscribedPrice;
  readonly interval: Interval;
  readonly transitions: readonly QuantityTransition[];
  readonly settings: IntervalSettings;
  readonly path: string;
};

/** What changes of a price interval. */
export type EditedPrice = {
  readonly price_interval_id: string;
  readonly start: Instant | undefined;
  readonly end: StatedEnd;
  readonly billing_cycle_day: number | undefined;
  /** Overwrites the whole list. */
  readonly transitions: readonly QuantityTransition[] | undefined;
  readonly settings: Partial<IntervalSettings>;
  readonly path: string;
};

/** An adjustment interval to add. */
export type AddedAdjustment = {
  readonly adjustment: SubscribedAdjustment;
  readonly interval: Interval;
  readonly path: string;
};

/** What changes of an adjustment interval. */
export type EditedAdjustment = {
  readonly adjustment_interval_id: string;
  readonly start: Instant | undefined;
  readonly end: StatedEnd;
  readonly path: string;
};

/** Everything one request adds and changes. */
export type IntervalEdits = {
  readonly add: readonly AddedPrice[];
  readonly edit: readonly EditedPrice[];
  readonly add_adjustments: readonly AddedAdjustment[];
  readonly edit_adjustments: readonly EditedAdjustment[];
};

/** Adds, changes and deletes intervals, past or future, in one step; all of it or nothing (§9.2). */
export function editTimeline(timeline: Timeline, edits: IntervalEdits, now: Instant): Transition {
  const issues: Issues = [];
  const prices = [
    ...editAll(timeline.prices, edits.edit, issues).map(({ timed, edit }) =>
      edit === undefined ? timed : editPrice(timed, edit, timeline),
    ),
    ...edits.add.map((added) => addPrice(added, timeline)),
  ];
  const adjustments = [
    ...editAll(timeline.adjustments, byAdjustment(edits), issues).map(({ timed, edit }) =>
      edit === undefined ? timed : { ...timed, interval: editedInterval(timed.interval, edit) },
    ),
    ...edits.add_adjustments.map(({ adjustment, interval }) => timedAdjustment(adjustment, interval, timeline.id)),
  ];
  reportMisplaced(prices, adjustments, { edits, issues, timeline });
  // end = start deletes.
  const kept = distinct(inside(prices, timeline.interval));
  // Days that were mixed before are not this request's fault.
  if (edits.add.length > 0 || edits.edit.some((edit) => edit.billing_cycle_day !== undefined)) {
    reportMixedDays(kept, issues);
  }
  reportRepeated(placedIn(prices, edits, timeline), issues);
  refuse(issues);
  const still = distinct(inside(adjustments, timeline.interval));
  return step(timeline, { ...timeline, prices: kept, adjustments: still }, now);
}

function byAdjustment({
  edit_adjustments,
}: IntervalEdits): readonly (EditedAdjustment & { price_interval_id: string })[] {
  return edit_adjustments.map((edit) => ({ ...edit, price_interval_id: edit.adjustment_interval_id }));
}

type Edit = { readonly price_interval_id: string; readonly path: string };

/** Pairs each interval with the edit that names it; a name without an interval is a fault. */
function editAll<T extends { readonly id: string }, E extends Edit>(
  list: readonly T[],
  edits: readonly E[],
  issues: Issues,
): readonly { readonly timed: T; readonly edit: E | undefined }[] {
  const known = new Set(list.map(({ id }) => id));
  const byId = new Map<string, E>();
  for (const edit of edits) {
    const { price_interval_id, path } = edit;
    if (!known.has(price_interval_id))
      issues.push(problem(path, 'invalid_reference', 'names no interval of the subscription'));
    if (byId.has(price_interval_id)) issues.push(problem(path, 'invalid_reference', 'is edited twice; give one edit'));
    byId.set(price_interval_id, edit);
  }
  return list.map((timed) => ({ timed, edit: byId.get(timed.id) }));
}

function editedInterval(
  { start, end }: Interval,
  edit: { readonly start: Instant | undefined; readonly end: StatedEnd },
): Interval {
  return { start: edit.start ?? start, end: edit.end === undefined ? end : edit.end };
}

function editPrice(timed: TimedPrice, edit: EditedPrice, timeline: Timeline): TimedPrice {
  const interval = editedInterval(timed.interval, edit);
  const transitions = edit.transitions ?? timed.transitions;
  const edited = {
    ...timed,
    interval,
    transitions: transitions.filter(({ at }) => at >= interval.start && (interval.end === null || at < interval.end)),
    settings: { ...timed.settings, ...edit.settings },
  };
  return edit.billing_cycle_day === undefined ? edited : onDay(edited, edit.billing_cycle_day, timeline);
}

/** Another day of the month: boundaries are counted from its first date on or after the subscription's start (§4.2). */
function onDay(timed: TimedPrice, day: number, { zone, interval }: Timeline): TimedPrice {
  const anchoring: Anchoring = { anchor: { day, month: null, year: null }, from: localDate(zone, interval.start) };
  return { ...timed, billing_cycle_day: day, origin: originOf(timed.price, anchoring, zone) };
}

function addPrice({ price, interval, transitions, settings }: AddedPrice, timeline: Timeline): TimedPrice {
  const { anchoring, created_at } = stretchAt(timeline, interval.start);
  const ground = { subscription_id: timeline.id, zone: timeline.zone, interval, anchoring, created_at };
  return { ...timedPrice({ price, start: null, end: null, settings }, interval, ground), transitions };
}

type Timed = { readonly id: string; readonly interval: Interval };

/** What is not empty, no longer than the subscription: an open end means until then. */
function inside<T extends Timed>(list: readonly T[], { end }: Interval): readonly T[] {
  return list
    .map((entry) => ({ ...entry, interval: clip(entry.interval, { start: entry.interval.start, end }) }))
    .filter(({ interval }) => !isVoid(interval));
}

/** The intervals that are not empty, each with the place of the edit that made it what it is. */
function placedIn(prices: readonly TimedPrice[], { edit, add }: IntervalEdits, { prices: before, interval }: Timeline) {
  const paths = new Map(edit.map(({ price_interval_id, path }) => [price_interval_id, path]));
  const placed = prices.map((timed, position) => ({
    timed: { ...timed, interval: clip(timed.interval, { start: timed.interval.start, end: interval.end }) },
    path: add[position - before.length]?.path ?? paths.get(timed.id) ?? null,
  }));
  return placed.filter(({ timed }) => !isVoid(timed.interval));
}

type Placing = { readonly edits: IntervalEdits; readonly issues: Issues; readonly timeline: Timeline };

/** An end before the start is a slip (an end at the start deletes), and so is a start before the subscription's. */
function reportMisplaced(
  prices: readonly Timed[],
  adjustments: readonly Timed[],
  { edits, issues, timeline }: Placing,
): void {
  const paths = new Map<string, string>([
    ...edits.edit.map(({ price_interval_id, path }) => [price_interval_id, path] as const),
    ...edits.edit_adjustments.map(({ adjustment_interval_id, path }) => [adjustment_interval_id, path] as const),
  ]);
  for (const { id, interval } of [...prices, ...adjustments]) {
    const fault = misplaced(interval, timeline.interval);
    if (fault !== null) issues.push(problem(paths.get(id) ?? 'request', 'invalid_interval', fault));
  }
}

function misplaced({ start, end }: Interval, within: Interval): string | null {
  if (end !== null && end < start) {
    return `ends at ${formatInstant(end)}, before its start ${formatInstant(start)}; swap or mend the two`;
  }
  if (start >= within.start) return null;
  return `starts at ${formatInstant(start)}, before the subscription does; give ${formatInstant(within.start)} or later`;
}

/** Intervals that overlap share their day of the month (§4.2, Orb:API). */
function reportMixedDays(prices: readonly TimedPrice[], issues: Issues): void {
  const ordered = [...prices].sort((a, b) => a.interval.start - b.interval.start);
  // All intervals reached so far have one day where they overlap, so the one that lasts longest stands for them.
  let longest: TimedPrice | undefined;
  for (const timed of ordered) {
    if (longest !== undefined && meet(timed.interval, longest.interval)) {
      if (timed.billing_cycle_day !== longest.billing_cycle_day) {
        const days = `${longest.billing_cycle_day} and ${timed.billing_cycle_day}`;
        const message = `bills overlapping intervals on the days ${days} of the month; give them one day`;
        issues.push(problem('request', 'billing_cycle_day_mismatch', message));
        return;
      }
      if (longest.interval.end === null) continue;
      if (timed.interval.end !== null && timed.interval.end <= longest.interval.end) continue;
    }
    longest = timed;
  }
}
