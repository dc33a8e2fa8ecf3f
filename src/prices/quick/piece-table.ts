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
  return {
    scale,
    uppers: Float64Array.from(pieces, ({ upper }) => upperUnits(upper, count_scale)),
    lowers: column(({ lower }) => lower, count_scale),
    bases: column(({ base }) => base, scale),
    rates: column(({ rate }) => rate, rate_scale),
    packages: packages && {
      size: unitsOf(packages.size, quantity_scale),
      free: unitsOf(packages.free, quantity_scale),
    },
  };
}

/** A bound beyond the safe integers is beyond every quantity of the column: as good as none. */
function upperUnits(upper: Decimal | null, scale: number): number {
  const units = upper === null ? Infinity : unitsOf(upper, scale);
  return Number.isNaN(units) ? Infinity : units;
}
