import { compareExact, divideExact, isZeroExact, type Decimal, type Exact } from '../decimal/index.js';
import { costAt, type CostSegment } from './cost-segments.js';

/** A quantity at which a cost curve begins, ends, bends or jumps. */
export type CurveBreakpoint = {
  readonly quantity: Exact;
  readonly kind: 'end' | 'bend' | 'jump';
  readonly cost: Exact;
  /** Where the line before ends and the line after begins; null at the ends of the curve. */
  readonly cost_before: Exact | null;
  readonly cost_after: Exact | null;
  /** What one unit more costs, up to here and from here on; null at the ends of the curve. */
  readonly rate_before: Exact | null;
  readonly rate_after: Exact | null;
  /** Cost per unit; null at zero. */
  readonly average_rate: Exact | null;
  readonly is_exact: boolean;
};

/** The breakpoints of a curve in its segments, which follow one another without a gap. */
export function breakpointsOf(
  segments: readonly CostSegment[],
  cost: (quantity: Decimal) => Exact,
  from: Decimal,
): readonly CurveBreakpoint[] {
  const [first] = segments;
  if (first === undefined) return [];
  const start = breakpoint({ before: null, after: first }, from, cost(from));
  const others = segments.map((before, at) => {
    return breakpoint({ before, after: segments[at + 1] ?? null }, before.end, costAt(before, cost));
  });
  return [start, ...others];
}

type Sides = { readonly before: CostSegment | null; readonly after: CostSegment | null };

function breakpoint({ before, after }: Sides, quantity: Exact, cost: Exact): CurveBreakpoint {
  const sides = { cost_before: before && before.cost_end, cost_after: after && after.cost_start };
  return {
    quantity,
    kind: kindOf(sides, cost),
    cost,
    ...sides,
    rate_before: before && before.slope,
    rate_after: after && after.slope,
    average_rate: isZeroExact(quantity) ? null : divideExact(cost, quantity),
    is_exact: [before, after].every((side) => side === null || side.is_exact),
  };
}

function kindOf(
  { cost_before, cost_after }: Pick<CurveBreakpoint, 'cost_before' | 'cost_after'>,
  cost: Exact,
): CurveBreakpoint['kind'] {
  const isAway = (side: Exact | null): boolean => side !== null && compareExact(side, cost) !== 0;
  if (isAway(cost_before) || isAway(cost_after)) return 'jump';
  return cost_before === null || cost_after === null ? 'end' : 'bend';
}
