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
  const amountOf = table === null ? () => Number.NaN : amountBy(table);
  for (let position = 0; position < units.length; position += 1) {
    const amount = amountOf(units[position] as number);
    if (Number.isNaN(amount)) missed.set(position, columnAt(quantities, position));
    units[position] = amount;
  }
  return { units, missed };
}

/** What a quantity costs in the table's units; NaN where that cannot be told in safe integers. */
function amountBy({ uppers, lowers, bases, rates, packages }: PieceTable): (quantity: number) => number {
  const top = uppers.length - 1;
  const { size, free } = packages ?? { size: 0, free: 0 };
  return (quantity) => {
    const count = size === 0 ? quantity : startedPackages(quantity - free, size);
    let piece = 0;
    let last = top;
    // Halved, because a table may have ten thousand pieces. ≤: an upper bound is inclusive (D17).
    while (piece < last) {
      const middle = (piece + last) >>> 1;
      if (count <= (uppers[middle] as number)) last = middle;
      else piece = middle + 1;
    }
    const product = (count - (lowers[piece] as number)) * (rates[piece] as number);
    const amount = (bases[piece] as number) + product;
    // A product beyond the safe range may have been rounded, even where the sum is within it again.
    const isTold = quantity >= 0 && count <= (uppers[piece] as number) && isSafe(product) && isSafe(amount);
    return isTold ? amount : Number.NaN;
  };
}

/** Started packages (L15); the floor of a quotient of safe integers is exact. */
function startedPackages(billed: number, size: number): number {
  if (billed <= 0) return 0;
  const whole = Math.floor(billed / size);
  return whole + Number(whole * size < billed);
}

function isSafe(value: number): boolean {
  return value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER;
}
