import { columnAt, type Decimal, type DecimalColumn } from '../../decimal/index.js';
import type { PieceTable } from './piece-table.js';

/** The amounts of a column by a table, in the table's units; and the quantities that it cannot tell, by position. */
export type RatedColumn = { readonly units: Float64Array; readonly missed: ReadonlyMap<number, Decimal> };

/**
 * Rates a column of quantities in integers. The amounts take the quantities' place, because memory is what it costs to
 * rate a million; an amount that is no safe integer is NaN, and so is one without a table.
 */
export function rateColumn(quantities: DecimalColumn, table: PieceTable | null): RatedColumn {
  const { units } = quantities;
  const missed = new Map<number, Decimal>();
  let position = 0;
  while ((position = rateFrom(position, units, table)) < units.length) {
    missed.set(position, columnAt(quantities, position));
    units[position] = Number.NaN;
    position += 1;
  }
  return { units, missed };
}

/** Rates for as long as the table can tell in safe integers; where it ends. */
function rateFrom(from: number, units: Float64Array, table: PieceTable | null): number {
  if (table === null) return from;
  const { uppers, limits, lowers, bases, rates, packages } = table;
  const top = uppers.length - 1;
  const { size, free } = packages ?? { size: 0, free: 0 };
  for (let position = from; position < units.length; position += 1) {
    const quantity = units[position] as number;
    const count = size === 0 ? quantity : startedPackages(quantity - free, size);
    const piece = top === 0 ? 0 : pieceHolding(count, uppers, top);
    if (!(quantity >= 0 && count <= (limits[piece] as number))) return position;
    units[position] = (bases[piece] as number) + (count - (lowers[piece] as number)) * (rates[piece] as number);
  }
  return units.length;
}

/** The piece that holds a count: halved, because a table may have ten thousand. ≤: an upper bound is inclusive (D17). */
function pieceHolding(count: number, uppers: Float64Array, top: number): number {
  let piece = 0;
  let last = top;
  while (piece < last) {
    const middle = (piece + last) >>> 1;
    if (count <= (uppers[middle] as number)) last = middle;
    else piece = middle + 1;
  }
  return piece;
}

/** Started packages (L15); the floor of a quotient of safe integers is exact. */
function startedPackages(billed: number, size: number): number {
  if (billed <= 0) return 0;
  const whole = Math.floor(billed / size);
  return whole + Number(whole * size < billed);
}
