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
  unitsOf,
  zero,
  type Decimal,
  type Floors,
} from '../decimal/index.js';

/** Gives the units by which the floors fall short of the total to the largest remainders, or takes a surplus back. */
export function handUnits(total: Decimal, { floors, rests }: Floors, places: number): readonly Decimal[] {
  if (floors.length === 0) return floors;
  return handSafely(total, { floors, rests }, places) ?? handAny(total, { floors, rests }, places);
}

/** The same on units that doubles hold exactly, as those of everyday amounts are; null where one does not fit. */
function handSafely(total: Decimal, { floors, rests }: Floors, places: number): readonly Decimal[] | null {
  let gap = unitsOf(total, places);
  for (const floor of floors) {
    gap -= unitsOf(floor, places);
    // Each difference of whole numbers is exact as long as it is safe; a part that has no units shows here as well.
    if (!Number.isSafeInteger(gap)) return null;
  }
  if (gap === 0) return floors;
  const everyone = Math.trunc(gap / floors.length);
  const handed = floors.map((floor) => (everyone === 0 ? floor : raised(floor, everyone, places)));
  for (const position of turns(rests, Math.abs(gap % floors.length), gap > 0))
    handed[position] = raised(handed[position] as Decimal, Math.sign(gap), places);
  return handed.every((part) => Number.isSafeInteger(unitsOf(part, places))) ? handed : null;
}

function raised(floor: Decimal, units: number, places: number): Decimal {
  return ofUnits(unitsOf(floor, places) + units, places);
}

function handAny(total: Decimal, { floors, rests }: Floors, places: number): readonly Decimal[] {
  const gap = subtract(total, floors.reduce(add, zero));
  if (isZero(gap)) return floors;
  const unit = ofUnits(1, places);
  const missing = divide(gap, unit, 0, 'down'); // exact: both are whole units
  const count = integer(floors.length);
  const extra = Math.abs(toNumber(remainder(missing, count)));
  // Whole rounds are handed out at once, so that the work is bounded by the number of parts, not of units.
  const everyone = multiply(divide(missing, count, 0, 'down'), unit);
  const giving = sign(missing) > 0;
  const turn = new Set(turns(rests, extra, giving));
  const once = giving ? unit : negate(unit);
  return floors.map((floor, position) => add(add(floor, everyone), turn.has(position) ? once : zero));
}

/** Whose turn it is once the whole rounds are done. */
function turns(rests: Floors['rests'], extra: number, giving: boolean): readonly number[] {
  if (giving && extra <= fewUnits) return largest(rests, extra);
  // Giving runs from the largest remainder, earlier positions first; taking from the smallest, later positions first:
  // the one order is the reverse of the other.
  const order = rests.map((_, position) => position).sort((a, b) => compareRests(rests, b, a) || a - b);
  return giving ? order.slice(0, extra) : order.slice(order.length - extra);
}

// As many as rounding leaves over an everyday invoice: looking through the remainders for each beats sorting them.
const fewUnits = 3;

/** The positions of the largest remainders, of equal ones the first. */
function largest(rests: Floors['rests'], count: number): readonly number[] {
  const found: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    let best = -1;
    for (let position = 0; position < rests.length; position += 1) {
      if (!found.includes(position) && (best < 0 || compareRests(rests, position, best) > 0)) best = position;
    }
    found.push(best);
  }
  return found;
}

function compareRests(rests: Floors['rests'], a: number, b: number): number {
  const [x = 0, y = 0] = [rests[a], rests[b]];
  return Number(x > y) - Number(x < y);
}
