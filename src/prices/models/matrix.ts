import { matrixCharges, readMatrix } from '../parts/matrix.js';
import type { PriceModel } from '../price-model.js';

/** Σ q · rate of the cell that the group's property values name, else the default rate (§2.2). */
export const matrix: PriceModel<'matrix'> = {
  model_type: 'matrix',
  summary: 'The rate depends on one or two properties of the usage.',
  monotone: true,
  odd: false,
  prepare(config) {
    const cells = readMatrix(config);
    return {
      shape: 'groups',
      prorated: false,
      grouping_keys: cells.dimensions,
      charges: (groups) => matrixCharges(cells, groups),
    };
  },
};
