import type { Fields } from '../../errors/index.js';
import { readAmount } from '../parts/config.js';
import { readPairMatrix } from '../parts/matrix-config.js';
import { matrixCharges } from '../parts/matrix.js';
import { discountCharges, readThresholdDiscounts } from '../parts/threshold-discounts.js';
import type { GroupsPlan } from '../price-model.js';

/** A matrix less, for each group of cells, one share of its spend up to a threshold and another beyond it (D24). */
export function matrixWithThresholdDiscounts(config: Fields): GroupsPlan {
  const default_rate = readAmount(config, 'default_unit_amount');
  const cells = readPairMatrix(config, { list: 'matrix_values', rate: 'unit_amount' }, default_rate);
  const discounts = readThresholdDiscounts(config, cells);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: cells.dimensions,
    charges({ groups }) {
      const gross = matrixCharges(cells, groups);
      return [...gross, ...discountCharges(discounts, gross)];
    },
  };
}
