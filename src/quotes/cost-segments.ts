import {
  add,
  asDecimal,
  compareExact,
  multiply,
  parseDecimal,
  roundExact,
  subtract,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { heightAt, isOn, lineThrough, meetingOf, type CostPoint, type StraightLine } from './straight-line.js';

/**
 * A part of a cost curve that is one straight line. `cost_start` and `cost_end` are where the line begins and ends, which
 * is not what the ends themselves cost where the cost jumps there.
 */
export type CostSegment = {
  readonly start: Exact;
  readonly end: Exact;
  readonly cost_start: Exact;
  readonly cost_end: Exact;
  /** What one unit more costs. */
  readonly slope: Exact;
  /** Whether it was proved to be straight; else it is the chord of a part that search could not resolve. */
  readonly is_exact: boolean;
};

type Cost = (quantity: Decimal) => Exact;

// Uneven, so that a curve that bends symmetrically is not taken for a line; and close to both ends, so that a bend beside
// a bound is seen down to a billionth of a thousandth of the part.
const places: readonly Decimal[] = /*#__PURE__*/ [
  '0.000000000001',
  '0.000001',
  '0.03125',
  '0.21875',
  '0.46875',
  '0.71875',
  '0.96875',
  '0.999999',
  '0.999999999999',
].map((text) => parseDecimal(text));
const besideEnd = /*#__PURE__*/ parseDecimal('0.000001');
const half = /*#__PURE__*/ parseDecimal('0.5');
const deepest = 44;
const finePlaces = 60;

/** How often a curve may be asked; beyond it parts stay chords. */
export type Search = { readonly cost: Cost; remaining: number };

/**
 * Cuts a cost curve into straight lines between rising knots, at which it may bend or jump.
 *
 * Between two knots a cost that is not one line is one of two lines that meet, which their beginnings tell exactly, or is
 * halved until each half is. What halving cannot resolve stays a chord that says so.
 */
export function segmentsBetween(knots: readonly Decimal[], search: Search): readonly CostSegment[] {
  const parts = knots.slice(1).flatMap((knot, at) => straighten({ start: knots[at] as Decimal, end: knot }, search, 0));
  return joinSegments(parts, search.cost);
}

type Part = { readonly start: Decimal; readonly end: Decimal };

function straighten(part: Part, search: Search, depth: number): readonly CostSegment[] {
  const line = lineOver(part, search);
  if (line !== null) return [segmentOf(part, line)];
  const bent = bentAt(part, search);
  if (bent !== null) return bent;
  if (depth >= deepest || search.remaining <= 0) return [chordOf(part, search)];
  const middle = multiply(add(part.start, part.end), half);
  return [
    ...straighten({ start: part.start, end: middle }, search, depth + 1),
    ...straighten({ start: middle, end: part.end }, search, depth + 1),
  ];
}

function pointAt(quantity: Decimal, search: Search): CostPoint {
  search.remaining -= 1;
  return { quantity, cost: search.cost(quantity) };
}

/** The one line that the inside of a part lies on; null where it is not one. */
function lineOver({ start, end }: Part, search: Search): StraightLine | null {
  const width = subtract(end, start);
  const [first, ...others] = places.map((place) => pointAt(add(start, multiply(width, place)), search));
  const last = others.at(-1);
  if (first === undefined || last === undefined) return null;
  const line = lineThrough(first, last);
  return others.every((point) => isOn(line, point)) ? line : null;
}

/** Two lines that meet inside a part, if that is what the cost is there. */
function bentAt({ start, end }: Part, search: Search): readonly CostSegment[] | null {
  const step = multiply(subtract(end, start), besideEnd);
  const twice = add(step, step);
  const from = lineThrough(pointAt(add(start, step), search), pointAt(add(start, twice), search));
  const to = lineThrough(pointAt(subtract(end, twice), search), pointAt(subtract(end, step), search));
  const meeting = meetingOf(from, to);
  if (meeting === null || compareExact(meeting, start) <= 0 || compareExact(meeting, end) >= 0) return null;
  // Rounded, to either side, only to have decimals to look beside; the bend itself is kept exact.
  const [below, above] = [roundExact(meeting, finePlaces, 'floor'), roundExact(meeting, finePlaces, 'ceiling')];
  if (!holds(from, { start, end: below }, search) || !holds(to, { start: above, end }, search)) return null;
  return [segmentOf({ start, end: meeting }, from), segmentOf({ start: meeting, end }, to)];
}

function holds(line: StraightLine, { start, end }: Part, search: Search): boolean {
  const width = subtract(end, start);
  return places.every((place) => isOn(line, pointAt(add(start, multiply(width, place)), search)));
}

type Ends = { readonly start: Exact; readonly end: Exact };

function segmentOf({ start, end }: Ends, line: StraightLine): CostSegment {
  const [cost_start, cost_end] = [heightAt(line, start), heightAt(line, end)];
  return { start, end, cost_start, cost_end, slope: line.slope, is_exact: true };
}

function chordOf({ start, end }: Part, search: Search): CostSegment {
  const [first, last] = [pointAt(start, search), pointAt(end, search)];
  const { slope } = lineThrough(first, last);
  return { start, end, cost_start: first.cost, cost_end: last.cost, slope, is_exact: false };
}

/** Joins neighbours that are one line, also at the quantity between them. */
function joinSegments(segments: readonly CostSegment[], cost: Cost): readonly CostSegment[] {
  const joined: CostSegment[] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before === undefined || !isContinued(before, segment, cost)) joined.push(segment);
    else joined[joined.length - 1] = { ...before, end: segment.end, cost_end: segment.cost_end };
  }
  return joined;
}

function isContinued(before: CostSegment, after: CostSegment, cost: Cost): boolean {
  if (!before.is_exact || !after.is_exact || compareExact(before.slope, after.slope) !== 0) return false;
  if (compareExact(before.cost_end, after.cost_start) !== 0) return false;
  return compareExact(costAt(before, cost), before.cost_end) === 0;
}

/** What the end of a segment costs: a bend between two decimals has no quantity to be rated, and lies on its line. */
export function costAt({ end, cost_end }: CostSegment, cost: Cost): Exact {
  const decimal = asDecimal(end);
  return decimal === null ? cost_end : cost(decimal);
}
