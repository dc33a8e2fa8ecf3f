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
  type Floors,
} from '../decimal/index.js';

/** Gives the units by which the floors fall short of the total to the largest remainders, or takes a surplus back. */
export function handUnits(total: Decimal, { floors, rests }: Floors, places: number): readonly Decimal[] {
  const gap = subtract(total, floors.reduce(add, zero));
  if (floors.length === 0 || isZero(gap)) return floors;
  const unit = ofUnits(1, places);
  const missing = divide(gap, unit, 0, 'down'); // exact: both are whole units
  const count = integer(floors.length);
  const extra = Math.abs(toNumber(remainder(missing, count)));
  // Whole rounds are handed out at once, so that the work is bounded by the number of parts, not of units.
  const everyone = multiply(divide(missing, count, 0, 'down'), unit);
  const giving = sign(missing) > 0;
  const turn = turns(rests, extra, giving);
  const once = giving ? unit : negate(unit);
  return floors.map((floor, position) => add(add(floor, everyone), turn.has(position) ? once : zero));
}

/** Whose turn it is once the whole rounds are done. */
function turns(rests: Floors['rests'], extra: number, giving: boolean): ReadonlySet<number> {
  // Giving runs from the largest remainder, earlier positions first; taking from the smallest, later positions first:
  // the one order is the reverse of the other.
  const order = rests.map((_, position) => position).sort((a, b) => compareRests(rests, b, a) || a - b);
  return new Set(giving ? order.slice(0, extra) : order.slice(order.length - extra));
}

function compareRests(rests: Floors['rests'], a: number, b: number): number {
  const [x = 0, y = 0] = [rests[a], rests[b]];
  return Number(x > y) - Number(x < y);
}
