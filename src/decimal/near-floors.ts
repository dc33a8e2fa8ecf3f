import { Decimal, isSafe } from './decimal.js';
import { doubleRounding, nearnessOf } from './deferred.js';
import type { Exact } from './exact-value.js';
import { powerOfTen } from './powers.js';

/**
 * Values cut down, towards −∞, and what was cut off each: all in one unit, so that they compare as numbers, though they may
 * be no closer to what they stand for than telling their order takes.
 */
export type Floors = { readonly floors: readonly Decimal[]; readonly rests: readonly (number | bigint)[] };

/** A value in units, cut down: `rest` is what was cut off, of one unit, give or take `slack`. */
type Cut = { readonly floor: number; readonly rest: number; readonly slack: number };

/** The floors of values that doubles know closely enough to tell each of them, and the order of the rests; else null. */
export function nearFloors(values: readonly Exact[], places: number): Floors | null {
  const cuts: Cut[] = [];
  for (const value of values) {
    const cut = value instanceof Decimal ? cutDecimal(value, places) : cutNear(value, places);
    if (cut === null) return null;
    cuts.push(cut);
  }
  if (!areTold(cuts)) return null;
  return { floors: cuts.map(({ floor }) => new Decimal(floor, places, null)), rests: cuts.map(({ rest }) => rest) };
}

function cutDecimal({ coefficient, scale }: Decimal, places: number): Cut | null {
  const gap = scale - places;
  const unit = powerOfTen(Math.max(gap, 0));
  const whole = gap < 0 ? coefficient * powerOfTen(-gap) : coefficient;
  // Exact: a quotient of safe integers never rounds onto the next whole number.
  const floor = Math.floor(whole / unit);
  const rest = whole - floor * unit;
  if (!isSafe(whole) || !isSafe(floor * unit)) return null;
  return { floor, rest: rest / unit, slack: rest === 0 ? 0 : doubleRounding };
}

function cutNear(value: Exact, places: number): Cut | null {
  const { nearest, slack } = nearnessOf(value);
  const unit = powerOfTen(places);
  const units = nearest * unit;
  const own = slack * unit + Math.abs(units) * doubleRounding;
  const floor = Math.floor(units);
  const rest = units - floor;
  // Next to a whole unit either floor may be the right one; NaN fails each comparison.
  return rest > own && 1 - rest > own && isSafe(floor) ? { floor, rest, slack: own } : null;
}

// As many as an everyday invoice has lines: comparing each with each takes less than sorting them.
const fewCuts = 16;

/** Whether each rest is told from the next greater one, or both are nothing at all. */
function areTold(cuts: readonly Cut[]): boolean {
  if (cuts.length <= fewCuts) return cuts.every((cut, position) => isToldFromLater(cuts, cut, position));
  const inOrder = [...cuts].sort((a, b) => a.rest - b.rest);
  return inOrder.every((cut, position) => {
    const next = inOrder[position + 1];
    return next === undefined || isToldFrom(cut, next);
  });
}

/** What is told from its neighbours is told from all beyond them, so that this asks no more than they do. */
function isToldFromLater(cuts: readonly Cut[], cut: Cut, position: number): boolean {
  for (let later = position + 1; later < cuts.length; later += 1)
    if (!isToldFrom(cut, cuts[later] as Cut)) return false;
  return true;
}

/** Twice the bounds, so that what rounding the gap lost does not matter. */
function isToldFrom(a: Cut, b: Cut): boolean {
  return Math.abs(b.rest - a.rest) > 2 * (a.slack + b.slack) || a.slack + b.slack === 0;
}
