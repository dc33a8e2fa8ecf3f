import { scaleOf, unitsOf, type Decimal } from '../../decimal/index.js';
import type { Piece, Pieces } from './pieces.js';

/**
 * Pieces in integers, for quantities in integers of one scale. What is no safe integer is NaN, which no test of the result
 * passes, so that such a quantity is rated as a decimal.
 */
export type PieceTable = {
  /** Of what the table says: an amount is its units / 10^scale. */
  readonly scale: number;
  readonly uppers: Float64Array;
  /** The last counts whose amounts are certain to be safe integers, product and sum; −1 where none is. */
  readonly limits: Float64Array;
  readonly lowers: Float64Array;
  readonly bases: Float64Array;
  readonly rates: Float64Array;
  /** Packages in units of the quantity; null where it is not counted by them. */
  readonly packages: { readonly size: number; readonly free: number } | null;
};

/** The least scale at which every bound and size of the pieces is a whole number. */
export function scaleOfBounds({ pieces, packages }: Pieces): number {
  const bounds = packages
    ? [packages.size, packages.free]
    : pieces.flatMap(({ lower, upper }) => [lower, upper ?? lower]);
  return Math.max(...bounds.map(scaleOf));
}

/** The table of pieces for quantities of a scale. */
export function tableOf({ pieces, packages }: Pieces, quantity_scale: number): PieceTable {
  const rate_scale = Math.max(...pieces.map(({ rate, base }) => Math.max(scaleOf(rate), scaleOf(base))));
  const count_scale = packages ? 0 : quantity_scale;
  const scale = count_scale + rate_scale;
  const column = (read: (piece: Piece) => Decimal, places: number): Float64Array =>
    Float64Array.from(pieces, (piece) => unitsOf(read(piece), places));
  const uppers = Float64Array.from(pieces, ({ upper }) => upperUnits(upper, count_scale));
  const lowers = column(({ lower }) => lower, count_scale);
  const bases = column(({ base }) => base, scale);
  const rates = column(({ rate }) => rate, rate_scale);
  const limits = uppers.map((upper, at) =>
    limitOf(upper, { lower: lowers[at] ?? 0, base: bases[at] ?? 0, rate: rates[at] ?? 0 }),
  );
  const counted = packages && {
    size: unitsOf(packages.size, quantity_scale),
    free: unitsOf(packages.free, quantity_scale),
  };
  return { scale, uppers, limits, lowers, bases, rates, packages: counted };
}

/** Up to where a piece can be told in safe integers: a product beyond may have been rounded, even where the sum is safe. */
function limitOf(upper: number, { lower, base, rate }: { readonly [K in 'lower' | 'base' | 'rate']: number }): number {
  // The floor of a quotient of safe integers is exact.
  const steps = rate === 0 ? Infinity : Math.floor((Number.MAX_SAFE_INTEGER - Math.abs(base)) / Math.abs(rate));
  const limit = Math.min(upper, Number.MAX_SAFE_INTEGER, lower + steps);
  return Number.isNaN(limit + base) ? -1 : limit;
}

/** A bound beyond the safe integers is beyond every quantity of the column: as good as none. */
function upperUnits(upper: Decimal | null, scale: number): number {
  const units = upper === null ? Infinity : unitsOf(upper, scale);
  return Number.isNaN(units) ? Infinity : units;
}
