import { compare, equals } from '../decimal/index.js';
import type { Instant, TimeZone } from '../time/index.js';
import { periodAt } from './cadence.js';
import type { Pair } from './compare.js';
import type { Consequence, QuantityJump } from './consequence.js';
import { holds } from './interval.js';
import { quantityAt, quantityBefore } from './quantity.js';
import type { TimedPrice } from './timeline.js';

type Now = { readonly zone: TimeZone; readonly now: Instant };

/**
 * What has to be settled of the quantities of a fee in advance: at each instant at which its quantity changes otherwise
 * than it did, the change there was is undone and the change there is made, for the rest of the period (§9.2). On a
 * boundary the normal invoice bills the new quantity, and a period that has not begun was not billed yet.
 */
export function quantityChanges({ before, after }: Pair<TimedPrice>, terms: Now): readonly Consequence[] {
  if (before === null || after === null || after.price.billing_mode !== 'in_advance') return [];
  const instants = new Set([...before.transitions, ...after.transitions].map(({ at }) => at));
  return [...instants].sort((a, b) => a - b).flatMap((at) => changeAt({ before, after, at }, terms) ?? []);
}

type Instance = { readonly before: TimedPrice; readonly after: TimedPrice; readonly at: Instant };

type Change = Instance & { readonly undone: Jump; readonly done: Jump; readonly is_ahead: boolean };

function changeAt({ before, after, at }: Instance, terms: Now): Consequence | null {
  const undone = jumpAt(before, at, terms);
  const done = jumpAt(after, at, terms);
  const change = { before, after, at, undone, done, is_ahead: at > terms.now };
  return isSettled(change) ? null : { kind: 'change_quantity', at, price_interval_id: after.id, ...jumpOf(change) };
}

/** Whether what was billed and given back of a change is right. */
function isSettled({ before, after, at, undone, done, is_ahead }: Change): boolean {
  // What is over with its interval is refunded with it, less what was given back: only drafts are left to take back.
  if (!holds(after.interval, at)) return !is_ahead || undone === null || isFall(undone);
  if (!sameJump(undone, done)) return false;
  // What lies ahead was billed to the end that was known. A refund of an earlier end allows for what was given back.
  if (undone === null || !is_ahead) return true;
  return isFall(undone) ? !endsLater(before, after) : endsAlike(before, after);
}

function endsAlike({ interval: before }: TimedPrice, { interval: after }: TimedPrice): boolean {
  return before.end === after.end;
}

function endsLater({ interval: before }: TimedPrice, { interval: after }: TimedPrice): boolean {
  return before.end !== null && (after.end === null || after.end > before.end);
}

function jumpOf({ after, at, undone, done, is_ahead }: Change): QuantityJump & { readonly undone?: QuantityJump } {
  // Where the quantity was the same until then, only what differs from then on is left to settle.
  if (!is_ahead && undone !== null && done !== null && equals(undone.from, done.from)) {
    return { from: undone.to, to: done.to };
  }
  const quantity = quantityAt(after, at);
  return { ...(done ?? { from: quantity, to: quantity }), ...(undone !== null && { undone }) };
}

function isFall({ from, to }: QuantityJump): boolean {
  return compare(to, from) < 0;
}

type Jump = QuantityJump | null;

/** How a quantity changes at an instant inside a period that has begun; null where it does not. */
function jumpAt(timed: TimedPrice, at: Instant, { zone, now }: Now): Jump {
  const transition = timed.transitions.find((one) => one.at === at);
  if (transition === undefined || !holds(timed.interval, at)) return null;
  const period = periodAt(timed, zone, at);
  if (period === null || at <= period.start || period.start > now) return null;
  const jump = { from: quantityBefore(timed, transition), to: transition.quantity };
  return equals(jump.from, jump.to) ? null : jump;
}

function sameJump(a: Jump, b: Jump): boolean {
  if (a === null || b === null) return a === b;
  return equals(a.from, b.from) && equals(a.to, b.to);
}
