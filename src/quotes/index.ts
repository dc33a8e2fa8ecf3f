/**
 * Quotes: what things would cost, before anything is sold.
 *
 * Owns the mathematics of cost curves (straight parts, bends, jumps), of usage that grows, and of comparing what the same
 * usage costs. Does not rate, bill or subscribe: it is handed what those rooms computed, or a function that asks them.
 * Invariants: a curve is never drawn through what was not rated; what is exact says so, and what was searched for too.
 *
 * @module quotes
 */
export { breakpointsOf, type CurveBreakpoint } from './curve-breakpoints.js';
export { segmentsBetween, type CostSegment, type Search } from './cost-segments.js';
export { growQuantities, placesOf, type Growth, type Grown } from './growth.js';
export { indexOfPeriod, type Horizon } from './horizon.js';
export { earnedUntil, recognize, type Earning, type Recognized } from './recognize.js';
export { usageBetween, type PeriodQuantities } from './spread-usage.js';
export { bisectUnits, type UnitCrossing, type UnitSpan } from './bisect.js';
export { crossingsOf, type Balance, type Crossing } from './crossings.js';
export { countValue, emptyDistribution, percentilesOf, type Distribution } from './distribution.js';
export { rank, type Ranking } from './ranking.js';
