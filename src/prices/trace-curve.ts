import {
  add,
  compare,
  equals,
  integer,
  minimum,
  multiply,
  numeratorOf,
  denominatorOf,
  parseDecimal,
  subtract,
  toNumber,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { countSteps, stepsBetween, type PackageSteps } from './package-steps.js';
import { filledUp } from './parts/packages.js';

/** A quantity and what it costs, exact. */
export type CurvePoint = { readonly quantity: Decimal; readonly subtotal: Exact };

/** What of a price's cost is traced: between two quantities, `from` < `to`, knowing where it may bend or jump. */
export type Course = {
  readonly from: Decimal;
  readonly to: Decimal;
  /** Bounds of tiers and ends of free units, in any order, anywhere. */
  readonly bounds: readonly Decimal[];
  readonly steps: PackageSteps | null;
  /** Steps that are more than this are not traced one by one: the curve goes through their ends. */
  readonly most_steps: number;
};

/** A curve in pieces: where one ends and the next begins, the cost jumps. */
export type TracedCurve = {
  readonly pieces: readonly (readonly CurvePoint[])[];
  /** Whether single steps were too many to be traced. */
  readonly is_smoothed: boolean;
};

type Place = CurvePoint & { readonly height: number };

// Numbers serve to find out where to look; what is found is exact. A step beside a bound is far below what an eye sees.
const besideBound = /*#__PURE__*/ parseDecimal('0.000001');
const half = /*#__PURE__*/ parseDecimal('0.5');
const sixteenth = /*#__PURE__*/ parseDecimal('0.0625');
const finest = 0.000244140625; // 1 / 4096
const flatness = 0.0005;
const leap = 0.025;

/**
 * Traces what quantities cost, sampling exact subtotals at every bound, at the ends of packages, and wherever the cost is
 * not straight in between, so that straight parts are two points and a jump is where it happens.
 */
export function traceCurve(cost: (quantity: Decimal) => Exact, course: Course): TracedCurve {
  const is_smoothed = countSteps(course.steps, course) > course.most_steps;
  const placed = (quantity: Decimal): Place => {
    const sampled = is_smoothed ? atPackageEnd(quantity, course) : quantity;
    const subtotal = cost(sampled);
    return { quantity: sampled, subtotal, height: numberOf(subtotal) };
  };
  const knots = knotsOf(course, is_smoothed);
  const span = subtract(course.to, course.from);
  const rough = sampleKnots(knots, { placed, beside: is_smoothed ? null : multiply(span, besideBound) });
  const heights = rough.map(({ height }) => height);
  const tracing = {
    placed,
    width: toNumber(span),
    range: Math.max(...heights) - Math.min(...heights),
  };
  const places = rough.flatMap((place, at) => {
    const before = rough[at - 1];
    return before === undefined ? [place] : [...bendsBetween(before, place, tracing), place];
  });
  return { pieces: inPieces(withoutRepeated(places), tracing), is_smoothed };
}

function numberOf(value: Exact): number {
  return toNumber(numeratorOf(value)) / toNumber(denominatorOf(value));
}

/** The end of the package that a quantity lies in, where that is still in the span. */
function atPackageEnd(quantity: Decimal, { steps, to }: Course): Decimal {
  if (steps === null || compare(quantity, steps.free) <= 0) return quantity;
  return minimum(add(filledUp(subtract(quantity, steps.free), steps.size), steps.free), to);
}

/** Where to look first, rising: the ends, the bounds, every step unless there are too many, and even divisions. */
function knotsOf({ from, to, bounds, steps }: Course, is_smoothed: boolean): readonly Decimal[] {
  const part = multiply(subtract(to, from), sixteenth);
  const even = Array.from({ length: 16 }, (_, at) => add(from, multiply(part, integer(at))));
  const ends = steps === null || is_smoothed ? [] : stepsBetween(steps, { from, to });
  const inside = [...even, ...bounds, ...ends].filter((at) => compare(at, from) > 0 && compare(at, to) < 0);
  return [from, ...inside, to]
    .sort(compare)
    .filter((at, index, all) => index === 0 || !equals(at, all[index - 1] ?? to));
}

type Sampling = { readonly placed: (quantity: Decimal) => Place; readonly beside: Decimal | null };

/** Each knot, and just beside it on both sides where there is room, because a bound may belong to either (D17). */
function sampleKnots(knots: readonly Decimal[], { placed, beside }: Sampling): readonly Place[] {
  if (beside === null) return knots.map(placed);
  const room = multiply(beside, integer(3));
  const isRoomy = (a: Decimal | undefined, b: Decimal | undefined): boolean =>
    a !== undefined && b !== undefined && compare(subtract(b, a), room) > 0;
  return knots.flatMap((knot, at) => {
    const before = isRoomy(knots[at - 1], knot) ? [placed(subtract(knot, beside))] : [];
    const after = isRoomy(knot, knots[at + 1]) ? [placed(add(knot, beside))] : [];
    return [...before, placed(knot), ...after];
  });
}

type Tracing = {
  readonly placed: (quantity: Decimal) => Place;
  readonly width: number;
  readonly range: number;
};

/** Halves a part until it is straight, or too narrow to be seen. */
function bendsBetween(a: Place, b: Place, tracing: Tracing): readonly Place[] {
  if (toNumber(subtract(b.quantity, a.quantity)) <= tracing.width * finest) return [];
  const middle = tracing.placed(multiply(add(a.quantity, b.quantity), half));
  // Where curves go through the ends of packages, the middle may have moved to the end of the part.
  if (compare(middle.quantity, b.quantity) >= 0) return [];
  if (Math.abs(expectedAt(middle, a, b) - middle.height) <= tracing.range * flatness) return [];
  return [...bendsBetween(a, middle, tracing), middle, ...bendsBetween(middle, b, tracing)];
}

/** The height of the straight line from `a` to `b` at a place between them. */
function expectedAt(middle: Place, a: Place, b: Place): number {
  const share = toNumber(subtract(middle.quantity, a.quantity)) / toNumber(subtract(b.quantity, a.quantity));
  return a.height + share * (b.height - a.height);
}

/** Cuts the curve at its jumps, and leaves out what stands beside a bound without jumping. */
function inPieces(places: readonly Place[], { width, range }: Tracing): readonly (readonly CurvePoint[])[] {
  const pieces: Place[][] = [];
  for (const place of places) {
    const piece = pieces.at(-1);
    const last = piece?.at(-1);
    if (piece === undefined || last === undefined || isJump(last, place, { width, range })) pieces.push([place]);
    else piece.push(place);
  }
  return pieces.map((piece) => piece.filter((place, at) => !isOnWay(place, { piece, at })));
}

/** Whether the cost jumps from one place to the next: beside a bound by anything that shows, elsewhere by a leap. */
function isJump(a: Place, b: Place, { width, range }: Pick<Tracing, 'width' | 'range'>): boolean {
  const [gap, rise] = [toNumber(subtract(b.quantity, a.quantity)), Math.abs(b.height - a.height)];
  if (gap <= width * 1.5e-6) return rise > range * flatness;
  return gap <= width * finest && rise > range * leap;
}

/** Whether a place inside a piece is on the straight line between its neighbours, so that the line needs no mention of it. */
function isOnWay(place: Place, { piece, at }: { readonly piece: readonly Place[]; readonly at: number }): boolean {
  const [before, after] = [piece[at - 1], piece[at + 1]];
  if (before === undefined || after === undefined) return false;
  const rise = Math.abs(after.height - before.height);
  return Math.abs(expectedAt(place, before, after) - place.height) <= rise * 1e-9;
}

function withoutRepeated(places: readonly Place[]): readonly Place[] {
  return places.filter((place, at) => at === 0 || !equals(place.quantity, places[at - 1]?.quantity ?? place.quantity));
}
