import {
  addExact,
  asDecimal,
  compareExact,
  divideExact,
  multiplyExact,
  subtractExact,
  isZeroExact,
  type Exact,
} from '../decimal/index.js';

/** A quantity and what it costs. */
export type CostPoint = { readonly quantity: Exact; readonly cost: Exact };

/** A straight line: what one unit more costs, and a point on it. */
export type StraightLine = { readonly slope: Exact; readonly through: CostPoint };

/** The line through two points of different quantities. */
export function lineThrough(a: CostPoint, b: CostPoint): StraightLine {
  // Exact: the slope is a quotient that need not terminate.
  const slope = divideExact(subtractExact(b.cost, a.cost), subtractExact(b.quantity, a.quantity));
  return { slope: asDecimal(slope) ?? slope, through: a };
}

/** The height of a line over a quantity. */
export function heightAt({ slope, through }: StraightLine, quantity: Exact): Exact {
  return addExact(through.cost, multiplyExact(slope, subtractExact(quantity, through.quantity)));
}

/** Whether a point lies on a line, exactly. */
export function isOn(line: StraightLine, { quantity, cost }: CostPoint): boolean {
  return compareExact(heightAt(line, quantity), cost) === 0;
}

/** The quantity at which two lines meet; null for lines of one slope. */
export function meetingOf(a: StraightLine, b: StraightLine): Exact | null {
  const closing = subtractExact(a.slope, b.slope);
  if (isZeroExact(closing)) return null;
  const gap = subtractExact(b.through.cost, heightAt(a, b.through.quantity));
  const meeting = addExact(b.through.quantity, divideExact(gap, closing));
  return asDecimal(meeting) ?? meeting;
}
