import { Decimal, isSafe } from './decimal.js';
import { doubleRounding, nearestOf, slackOf } from './deferred.js';
import type { Exact } from './exact-value.js';
import { powerOfTen } from './powers.js';

/**
 * Values cut down, towards −∞, and what was cut off each: all in one unit, so that they compare as numbers, though they may
 * be no closer to what they stand for than telling their order takes.
 */
export type Floors = { readonly floors: readonly Decimal[]; readonly rests: readonly (number | bigint)[] };

/**
 * Values in units, cut down, side by side: `rests` is what was cut off each, of one unit, give or take `slacks`. Lists of
 * numbers, because the engine keeps their doubles in place, where each field of an object would be one more object.
 */
type Cuts = { readonly floors: number[]; readonly rests: number[]; readonly slacks: number[] };

/** The floors of values that doubles know closely enough to tell each of them, and the order of the rests; else null. */
export function nearFloors(values: readonly Exact[], places: number): Floors | null {
  const cuts: Cuts = { floors: [], rests: [], slacks: [] };
  for (const value of values) {
    const isCut = value instanceof Decimal ? cutDecimal(value, places, cuts) : cutNear(value, places, cuts);
    if (!isCut) return null;
  }
  if (!areTold(cuts)) return null;
  return { floors: cuts.floors.map((floor) => new Decimal(floor, places, null)), rests: cuts.rests };
}

function cutDecimal({ coefficient, scale }: Decimal, places: number, { floors, rests, slacks }: Cuts): boolean {
  const gap = scale - places;
  const unit = powerOfTen(Math.max(gap, 0));
  const whole = gap < 0 ? coefficient * powerOfTen(-gap) : coefficient;
  // Exact: a quotient of safe integers never rounds onto the next whole number.
  const floor = Math.floor(whole / unit);
  const rest = whole - floor * unit;
  floors.push(floor);
  rests.push(rest / unit);
  slacks.push(rest === 0 ? 0 : doubleRounding);
  return isSafe(whole) && isSafe(floor * unit);
}

function cutNear(value: Exact, places: number, { floors, rests, slacks }: Cuts): boolean {
  const nearest = nearestOf(value);
  const unit = powerOfTen(places);
  const units = nearest * unit;
  const slack = slackOf(value, nearest) * unit + Math.abs(units) * doubleRounding;
  const floor = Math.floor(units);
  const rest = units - floor;
  floors.push(floor);
  rests.push(rest);
  slacks.push(slack);
  // Next to a whole unit either floor may be the right one; NaN fails each comparison.
  return rest > slack && 1 - rest > slack && isSafe(floor);
}

// As many as an everyday invoice has lines: comparing each with each takes less than sorting them.
const fewCuts = 16;

/** Whether each rest is told from the next greater one, or both are nothing at all. */
function areTold(cuts: Cuts): boolean {
  const { length } = cuts.rests;
  if (length <= fewCuts) return areToldFromAll(cuts);
  const inOrder = cuts.rests.map((_, position) => position);
  inOrder.sort((a, b) => (cuts.rests[a] as number) - (cuts.rests[b] as number));
  for (let turn = 1; turn < length; turn += 1)
    if (!isToldFrom(cuts, inOrder[turn - 1] as number, inOrder[turn] as number)) return false;
  return true;
}

/** What is told from its neighbours is told from all beyond them, so that this asks no more than they do. */
function areToldFromAll(cuts: Cuts): boolean {
  const { length } = cuts.rests;
  for (let one = 0; one < length; one += 1)
    for (let other = one + 1; other < length; other += 1) if (!isToldFrom(cuts, one, other)) return false;
  return true;
}

/** Twice the bounds, so that what rounding the gap lost does not matter. */
function isToldFrom({ rests, slacks }: Cuts, one: number, other: number): boolean {
  const gap = Math.abs((rests[other] as number) - (rests[one] as number));
  const slack = (slacks[one] as number) + (slacks[other] as number);
  return gap > 2 * slack || slack === 0;
}
