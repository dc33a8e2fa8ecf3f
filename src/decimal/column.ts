import { pathAt, type Issues } from '../errors/index.js';
import { isSafe, type Decimal } from './decimal.js';
import { hasFifteenDigits } from './number.js';
import { powerOfTen } from './powers.js';
import { interpretDecimal, readDecimal } from './read.js';
import { createSum } from './sum.js';
import { ofUnits } from './units.js';

/**
 * Decimals side by side at one scale: the value at a position is `units[position] / 10^scale`. Where that is no safe
 * integer, `units` holds NaN and `others` the value.
 */
export type DecimalColumn = {
  readonly scale: number;
  readonly units: Float64Array;
  readonly others: ReadonlyMap<number, Decimal>;
};

/** Where a list stands and its faults go, and the least scale of the column. */
export type ColumnReading = { readonly path: string; readonly issues: Issues; readonly least_scale: number };

// A finer value stands by itself: at its scale all the others would be close to the end of the safe range, or beyond it.
const finestScale = 9;

// Enough to see what is wrong; a million faults are not told one by one.
const mostFaults = 100;

/** A column while it is being read: its scale grows. */
type Filling = { scale: number; readonly units: Float64Array; readonly others: Map<number, Decimal> };

/** Reads a list of decimals, texts and numbers alike, at the scale of the finest; a fault is told with its position. */
export function readColumn(list: readonly unknown[], { path, issues, least_scale }: ColumnReading): DecimalColumn {
  const column: Filling = { scale: least_scale, units: new Float64Array(list.length), others: new Map() };
  const enough = issues.length + mostFaults;
  let position = readNumbers(list, column, 0);
  while (position < list.length && issues.length < enough) {
    const value = list[position];
    const decimal = interpretDecimal(value) ?? readDecimal(value, pathAt(path, position), issues);
    if (decimal !== undefined) place(column, position, decimal);
    position = readNumbers(list, column, position + 1);
  }
  return column;
}

/** Reads numbers for as long as they are decimals of the scale; where it ends. */
function readNumbers(list: readonly unknown[], { units, scale }: Filling, from: number): number {
  const power = powerOfTen(scale);
  for (let position = from; position < list.length; position += 1) {
    const value = list[position];
    if (typeof value !== 'number') return position;
    const coefficient = Math.round(value * power);
    // The test of `decimalOfDouble`: of at most fifteen digits there is one decimal that reads as the number.
    if (coefficient / power !== value || !hasFifteenDigits(coefficient)) return position;
    units[position] = coefficient;
  }
  return list.length;
}

function place(column: Filling, position: number, decimal: Decimal): void {
  if (decimal.scale > column.scale && decimal.scale <= finestScale) raise(column, position, decimal.scale);
  const { units, others, scale } = column;
  // A value that is too fine has no power of ten to be raised by, and a large one no safe coefficient.
  const coefficient = decimal.coefficient * powerOfTen(scale - decimal.scale);
  units[position] = isSafe(coefficient) ? coefficient : Number.NaN;
  if (!isSafe(coefficient)) others.set(position, decimal);
}

/** Brings what was read so far to a finer scale. */
function raise(column: Filling, end: number, scale: number): void {
  const { units, others } = column;
  const factor = powerOfTen(scale - column.scale);
  for (let position = 0; position < end; position += 1) {
    const before = units[position] ?? Number.NaN;
    const after = before * factor;
    units[position] = isSafe(after) ? after : Number.NaN;
    if (!Number.isNaN(before) && !isSafe(after)) others.set(position, ofUnits(before, column.scale));
  }
  column.scale = scale;
}

/** The decimal at a position. */
export function columnAt({ units, scale, others }: DecimalColumn, position: number): Decimal {
  return others.get(position) ?? ofUnits(units[position] ?? Number.NaN, scale);
}

/** The exact sum of a column. */
export function sumColumn({ units, scale, others }: DecimalColumn): Decimal {
  const sum = createSum();
  let run = 0;
  for (const value of units) {
    const next = run + value;
    if (isSafe(next)) run = next;
    else if (!Number.isNaN(value)) {
      sum.add(ofUnits(run, scale));
      run = value;
    }
  }
  sum.add(ofUnits(run, scale));
  for (const value of others.values()) sum.add(value);
  return sum.total();
}
