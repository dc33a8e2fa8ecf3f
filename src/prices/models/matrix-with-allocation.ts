import { divideExact, multiplyExact } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { withoutEmpty } from '../charge.js';
import { readAllocation } from '../parts/config.js';
import { readMatrix } from '../parts/matrix-config.js';
import { matrixCharges } from '../parts/matrix.js';
import { overage } from '../parts/overage.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** A matrix in which every cell keeps the share of its usage that exceeds the allocation of all cells together (D6). */
export function matrixWithAllocation(config: Fields): GroupsPlan {
  const cells = readMatrix(config);
  const allocation = readAllocation(config, 'allocation');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: cells.dimensions,
    charges({ groups }) {
      const total = sumQuantities(groups);
      const billed = overage(total, allocation);
      const charges = matrixCharges(cells, groups).map((charge) => {
        // Multiplied first and divided once, so that the shares add up exactly; no cell is charged without usage.
        const share = (value: typeof charge.amount) => divideExact(multiplyExact(value, billed), total);
        return { ...charge, quantity: share(charge.quantity), amount: share(charge.amount) };
      });
      return withoutEmpty(charges);
    },
  };
}
