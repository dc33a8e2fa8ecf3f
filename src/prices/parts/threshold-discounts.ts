import { isZeroExact, minimumExact, negateExact, subtractExact, type Decimal } from '../../decimal/index.js';
import { isGiven, optionalText, report, requiredText, shown, valueAt, type Fields } from '../../errors/index.js';
import { part, singleCharge, sumCharges, type CellCharge, type Charge } from '../charge.js';
import { readAllocation, readList, readShare } from './config.js';
import type { Matrix } from './matrix.js';

/** A discount on the spend of some cells of a matrix. */
export type ThresholdDiscount = {
  readonly name: string;
  /** The cells' values as text, which no other discount has. */
  readonly cells: ReadonlySet<string>;
  readonly threshold: Decimal;
  readonly below: Decimal;
  readonly above: Decimal;
};

/** Reads `threshold_discount_groups?`; cells are written `a,b;c,d`, each known and in one group only. */
export function readThresholdDiscounts(config: Fields, matrix: Matrix): readonly ThresholdDiscount[] {
  const given = valueAt(config, 'threshold_discount_groups');
  // Absent and empty say the same: there are no discounts.
  if (!isGiven(given) || (Array.isArray(given) && given.length === 0)) return [];
  const free = new Set(matrix.cells.slice(0, -1).map(({ values }) => keyOf(values)));
  return readList(config, 'threshold_discount_groups').map((row) => ({
    name: optionalText(row, 'description') ?? 'Discount',
    cells: readCoordinates(row, free),
    threshold: readAllocation(row, 'threshold_amount'),
    below: readShare(row, 'below_threshold_discount_percentage'),
    above: readShare(row, 'above_threshold_discount_percentage'),
  }));
}

/** Takes the cells that a discount names out of those that are still free. */
function readCoordinates(row: Fields, free: Set<string>): ReadonlySet<string> {
  const cells = new Set<string>();
  for (const pair of requiredText(row, 'cell_coordinates').split(';')) {
    const key = keyOf(pair.split(',').map((value) => value.trim()));
    if (!free.delete(key)) {
      const message = `${shown(pair)} is no cell of the matrix, or is discounted already; name each cell once, as a,b;c,d`;
      report(row, 'cell_coordinates', { code: 'invalid_cell_coordinates', message });
    }
    cells.add(key);
  }
  return cells;
}

function keyOf(values: CellCharge['dimension_values']): string {
  return JSON.stringify(values);
}

/** The discounts on what the cells cost, as negative rows; one of nothing is no row. */
export function discountCharges(
  discounts: readonly ThresholdDiscount[],
  gross: readonly CellCharge[],
): readonly Charge[] {
  return discounts
    .map(({ name, cells, threshold, below, above }) => {
      const spend = sumCharges(gross.filter((cell) => !cell.is_default && cells.has(keyOf(cell.dimension_values))));
      const under = minimumExact(spend, threshold);
      return singleCharge(
        name,
        part('up to the threshold', negateExact(under), below),
        part('beyond the threshold', negateExact(subtractExact(spend, under)), above),
      );
    })
    .filter(({ amount }) => !isZeroExact(amount));
}
