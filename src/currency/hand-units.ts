import {
  add,
  divide,
  integer,
  isZero,
  multiply,
  negate,
  ofUnits,
  remainder,
  sign,
  subtract,
  toNumber,
  zero,
  type Decimal,
} from '../decimal/index.js';

/** A part rounded down to the minor unit, with what was cut off in any ordered form. */
export type Floored<Rest> = { readonly position: number; readonly floor: Decimal; readonly rest: Rest };

type Hand<Rest> = {
  readonly total: Decimal;
  readonly floored: readonly Floored<Rest>[];
  readonly places: number;
  readonly compare: (a: Rest, b: Rest) => number;
};

/** Gives the units by which the floors fall short of the total to the largest remainders, or takes a surplus back. */
export function handUnits<Rest>({ total, floored, places, compare }: Hand<Rest>): readonly Decimal[] {
  const result = floored.map((part) => part.floor);
  if (result.length === 0) return result;
  const unit = ofUnits(1, places);
  const missing = divide(subtract(total, result.reduce(add, zero)), unit, 0, 'down'); // exact: both are whole units
  if (isZero(missing)) return result;
  const count = integer(result.length);
  const extra = Math.abs(toNumber(remainder(missing, count)));
  // Whole rounds are handed out at once, so that the work is bounded by the number of parts, not of units.
  const everyone = multiply(divide(missing, count, 0, 'down'), unit);
  // Giving runs from the largest remainder, earlier positions first; taking from the smallest, later positions first:
  // the one order is the reverse of the other.
  const giving = sign(missing) > 0;
  const order = [...floored].sort((a, b) => compare(b.rest, a.rest) || a.position - b.position);
  const turn = new Set(
    (giving ? order.slice(0, extra) : order.slice(order.length - extra)).map((part) => part.position),
  );
  const once = giving ? unit : negate(unit);
  return result.map((floor, position) => add(add(floor, everyone), turn.has(position) ? once : zero));
}
