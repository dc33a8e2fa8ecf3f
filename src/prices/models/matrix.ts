import type { Fields } from '../../errors/index.js';
import { readMatrix } from '../parts/matrix-config.js';
import { matrixCharges } from '../parts/matrix.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ q · rate of the cell that the group's property values name, else the default rate (§2.2). */
export function matrix(config: Fields): GroupsPlan {
  const cells = readMatrix(config);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: cells.dimensions,
    cells,
    charges: ({ groups }) => matrixCharges(cells, groups),
  };
}
