import { Decimal, isSafe } from './decimal.js';
import { fromCoefficient } from './lanes.js';
import { integersOf } from './large-ratio.js';
import { nearFloors, type Floors } from './near-floors.js';
import { largePowerOfTen, powerOfTen } from './powers.js';
import type { Exact } from './exact-value.js';

export type { Floors } from './near-floors.js';

/** Cuts exact values down to `places` fraction digits. */
export function floorsOf(values: readonly Exact[], places: number): Floors {
  return smallFloors(values, places) ?? nearFloors(values, places) ?? largeFloors(values, places);
}

/** The floors of decimals, on whole numbers that doubles hold exactly; null where one does not fit, or is a ratio. */
function smallFloors(values: readonly Exact[], places: number): Floors | null {
  let scale = places;
  for (const value of values) {
    if (!(value instanceof Decimal)) return null;
    scale = Math.max(scale, value.scale);
  }
  const unit = powerOfTen(scale - places);
  const floors: Decimal[] = [];
  const rests: number[] = [];
  for (const value of values as readonly Decimal[]) {
    const whole = value.coefficient * powerOfTen(scale - value.scale);
    // Exact: a quotient of safe integers never rounds onto the next whole number.
    const floor = Math.floor(whole / unit);
    const rest = whole - floor * unit;
    if (!isSafe(whole) || !isSafe(floor * unit)) return null;
    floors.push(new Decimal(floor, places, null));
    rests.push(rest);
  }
  return { floors, rests };
}

/** The same over a common divisor of all. */
function largeFloors(values: readonly Exact[], places: number): Floors {
  const quotients = values.map(integersOf);
  let common = 1n;
  for (const { divisor } of quotients)
    if (common % divisor !== 0n) common = divisor % common === 0n ? divisor : common * divisor;
  const unit = largePowerOfTen(places);
  const floors: Decimal[] = [];
  const rests: bigint[] = [];
  for (const { dividend, divisor } of quotients) {
    const whole = (divisor === common ? dividend : dividend * (common / divisor)) * unit;
    const toZero = whole / common;
    const rest = whole - toZero * common;
    // Division of integers goes toward zero, which for a negative quotient with a rest is one above its floor.
    floors.push(fromCoefficient(rest < 0n ? toZero - 1n : toZero, places));
    rests.push(rest < 0n ? rest + common : rest);
  }
  return { floors, rests };
}
