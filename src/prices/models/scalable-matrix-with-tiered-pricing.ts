import { add, multiply, one, zero } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { readPairMatrix } from '../parts/matrix-config.js';
import { cellQuantities } from '../parts/matrix.js';
import { chargeTiers } from '../parts/tier-charges.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import type { GroupsPlan } from '../price-model.js';

/** graduated(Σ q · factor of its cell, else 1): the tiers count scaled units (§2.2). */
export function scalableMatrixWithTieredPricing(config: Fields): GroupsPlan {
  const cells = readPairMatrix(config, { list: 'matrix_scaling_factors', rate: 'scaling_factor' }, one);
  const charge = chargeTiers(readLowerBoundTiers(config, 'unit_amount'));
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: cells.dimensions,
    charges({ groups }) {
      const scaled = cellQuantities(cells, groups).reduce(
        (sum, quantity, position) => add(sum, multiply(quantity, cells.cells[position]?.rate ?? one)),
        zero,
      );
      return charge(scaled);
    },
  };
}
