import { isZero, zero } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { unmatchedCharge } from '../charge.js';
import { readAmount, readList, readValue } from '../parts/config.js';
import { buildMatrix, cellQuantities, matrixCharges } from '../parts/matrix.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ q · rate of the value of one property, under a name of its own; all other usage is free (§2.2, F6). */
export function matrixWithDisplayName(config: Fields): GroupsPlan {
  const rows = readList(config, 'unit_amounts').map((row) => ({
    row,
    key: 'dimension_value',
    values: [readValue(row, 'dimension_value')],
    name: requiredText(row, 'display_name'),
    rate: readAmount(row, 'unit_amount'),
  }));
  const cells = buildMatrix([requiredText(config, 'dimension')], rows, zero);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: cells.dimensions,
    cells,
    charges({ groups }) {
      const charges = matrixCharges(cells, groups).filter(({ is_default }) => !is_default);
      const unmatched = cellQuantities(cells, groups).at(-1) ?? zero;
      return isZero(unmatched) ? charges : [...charges, unmatchedCharge(unmatched)];
    },
  };
}
