import { optionalFlag } from '../../errors/index.js';
import { tierCharges } from '../parts/tier-charges.js';
import { readUnitTiers } from '../parts/tier-lists.js';
import type { PriceModel } from '../price-model.js';

/** Graduated: the units inside each tier cost that tier's rate; scaled by the fraction if `prorated` (§2.2). */
export const tiered: PriceModel<'tiered'> = {
  model_type: 'tiered',
  summary: 'Units cost the rate of the tier they fall into.',
  monotone: true,
  odd: false,
  prepare(config) {
    const tiers = readUnitTiers(config);
    return {
      shape: 'quantity',
      prorated: optionalFlag(config, 'prorated'),
      charges: (quantity) => tierCharges(tiers, quantity),
    };
  },
};
