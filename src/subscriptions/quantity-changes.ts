import { compare, equals } from '../decimal/index.js';
import type { Instant, Period, TimeZone } from '../time/index.js';
import { periodAt } from './cadence.js';
import type { Pair } from './compare.js';
import type { Consequence, QuantityJump } from './consequence.js';
import { holds } from './interval.js';
import { quantityAt, quantityBefore } from './quantity.js';
import type { TimedPrice } from './timeline.js';

type Now = { readonly zone: TimeZone; readonly now: Instant };

type Both = { readonly before: TimedPrice; readonly after: TimedPrice };

/**
 * What has to be settled of the quantities of a fee in advance (§9.2): changes that lie ahead and hold no more are undone;
 * what has begun is settled where the quantity differs from what it was; then changes that lie ahead are made. On a
 * boundary the normal invoice bills the new quantity, and a period that has not begun was not billed yet.
 */
export function quantityChanges({ before, after }: Pair<TimedPrice>, terms: Now): readonly Consequence[] {
  if (before === null || after === null || after.price.billing_mode !== 'in_advance') return [];
  const both = { before, after };
  const instants = [...new Set([...before.transitions, ...after.transitions].map(({ at }) => at))].sort(
    (a, b) => a - b,
  );
  const isAhead = (at: Instant): boolean => at > terms.now || !holds(after.interval, at);
  const ahead = instants.filter(isAhead).map((at) => changeAhead(both, at, terms));
  return [
    // The last first, so that what is left is what was billed before it.
    ...[...ahead].reverse().flatMap(({ undo }) => undo),
    ...begun(both, instants, terms),
    ...ahead.flatMap(({ make }) => make),
  ];
}

/** A change that lies ahead, or beyond an end that is new: what of it is undone, and what is made. */
type ChangeAhead = { readonly undo: readonly Consequence[]; readonly make: readonly Consequence[] };

function changeAhead(both: Both, at: Instant, terms: Now): ChangeAhead {
  const [undone, done] = [jumpAt(both.before, at, terms), jumpAt(both.after, at, terms)];
  const named = { kind: 'change_quantity', at, price_interval_id: both.after.id } as const;
  const make = done === null ? [] : [{ ...named, ...done }];
  if (undone === null) return { undo: [], make };
  if (sameJump(undone, done)) {
    return { undo: [], make: endsRight(both, undone) ? [] : [{ ...named, ...undone, undone }] };
  }
  // What is over with its interval is refunded with it, less what was given back: only drafts are left to take back.
  if (isFall(undone) && !holds(both.after.interval, at)) return { undo: [], make };
  return { undo: [{ ...named, from: undone.to, to: undone.from, undoes: undone }], make };
}

/** What lies ahead was billed to the end that was known. A refund of an earlier end allows for what was given back. */
function endsRight({ before, after }: Both, jump: QuantityJump): boolean {
  return isFall(jump) ? !endsLater(before, after) : before.interval.end === after.interval.end;
}

/** Stretches that have begun and in which the quantity is another than it was; the last lasts to the end of its period. */
function begun(both: Both, instants: readonly Instant[], terms: Now): readonly Consequence[] {
  const { after } = both;
  const changes = instants.filter((at) => at <= terms.now && holds(after.interval, at));
  return changes.flatMap((at, position) => {
    const period = periodOf(after, at, terms);
    return period === null || at <= period.start ? [] : stretchOf(both, { at, period, next: changes[position + 1] });
  });
}

/** From when on a quantity is in force, in which period, and when another follows. */
type Stretch = { readonly at: Instant; readonly period: Period; readonly next: Instant | undefined };

function stretchOf({ before, after }: Both, { at, period, next }: Stretch): readonly Consequence[] {
  const jumpFrom = (instant: Instant) => ({ from: quantityAt(before, instant), to: quantityAt(after, instant) });
  const jump = jumpFrom(at);
  // A period that began later is made anew with the quantity of its first day, so that only the rest is left.
  const undone = jumpFrom(period.start);
  const isMadeAnew = !equals(undone.from, undone.to);
  if (isMadeAnew ? sameJump(jump, undone) : equals(jump.from, jump.to)) return [];
  const until = next !== undefined && next < period.end ? { until: next } : {};
  return [
    { kind: 'change_quantity', at, price_interval_id: after.id, ...jump, ...until, ...(isMadeAnew && { undone }) },
  ];
}

type Jump = QuantityJump | null;

/** How a quantity changes at an instant inside a period that has begun; null where it does not. */
function jumpAt(timed: TimedPrice, at: Instant, terms: Now): Jump {
  const transition = timed.transitions.find((one) => one.at === at);
  if (transition === undefined || !holds(timed.interval, at)) return null;
  const period = periodOf(timed, at, terms);
  if (period === null || at <= period.start) return null;
  const jump = { from: quantityBefore(timed, transition), to: transition.quantity };
  return equals(jump.from, jump.to) ? null : jump;
}

/** The period that holds an instant, if it has begun. */
function periodOf(timed: TimedPrice, at: Instant, { zone, now }: Now): Period | null {
  const period = periodAt(timed, zone, at);
  return period === null || period.start > now ? null : period;
}

function sameJump(a: Jump, b: Jump): boolean {
  if (a === null || b === null) return a === b;
  return equals(a.from, b.from) && equals(a.to, b.to);
}

function endsLater({ interval: before }: TimedPrice, { interval: after }: TimedPrice): boolean {
  return before.end !== null && (after.end === null || after.end > before.end);
}

function isFall({ from, to }: QuantityJump): boolean {
  return compare(to, from) < 0;
}
