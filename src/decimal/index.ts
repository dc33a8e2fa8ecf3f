/**
 * Exact numbers.
 *
 * Owns `Decimal` and the exact rationals, their doors (text, number, decimal object), their arithmetic, the rounding
 * modes, and running sums; it is the only room that knows big.js. Does not own money: minor units, and when to round,
 * are the currency room's. Invariants: nothing here rounds unless it is told places and mode; values are immutable;
 * there is one zero; a value that a safe-integer coefficient can express is held by one.
 *
 * @module decimal
 */
export type { Decimal } from './decimal.js';
export { one, zero } from './decimal.js';
export { decimalAt, interpretDecimal, parseDecimal, readDecimal, toDecimal, type DecimalInput } from './read.js';
export type { DecimalLimits } from './grammar.js';
export { formatDecimal, formatFixed, toNumber } from './format.js';
export { numberFigureAt, unkeptFault } from './number-figure.js';
export { absolute, add, integer, multiply, negate, subtract } from './arithmetic.js';
export { compare, equals, isNegative, isZero, maximum, minimum, sign } from './compare.js';
export { isInteger, scaleOf } from './scale.js';
export { ofUnits, unitsOf } from './units.js';
export { divide, mulDiv, remainder, round } from './divide.js';
export { floorsOf, type Floors } from './floors.js';
export type { RoundingMode } from './rounding-mode.js';
export { createStock, type DecimalStock } from './stock.js';
export { createSum, type DecimalSum } from './sum.js';
export { sumNumbers } from './sum-numbers.js';
export { columnAt, readColumn, sumColumn, type ColumnReading, type DecimalColumn } from './column.js';
export { denominatorOf, numeratorOf, ratio } from './ratio.js';
export type { Exact, Ratio } from './exact-value.js';
export {
  addExact,
  asDecimal,
  compareExact,
  divideExact,
  formatExact,
  isZeroExact,
  maximumExact,
  minimumExact,
  multiplyExact,
  negateExact,
  roundExact,
  signExact,
  subtractExact,
  sumExact,
} from './exact.js';
export {
  addLater,
  compareLater,
  divideLater,
  multiplyLater,
  negateLater,
  signLater,
  subtractLater,
  sumLater,
} from './later.js';
export { roundLater } from './round-later.js';
