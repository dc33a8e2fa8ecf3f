import { optionalFlag, type Fields } from '../../errors/index.js';
import { chargeTiers } from '../parts/tier-charges.js';
import { readUnitTiers } from '../parts/tier-lists.js';
import type { QuantityPlan } from '../price-model.js';

/** Graduated: the units inside each tier cost that tier's rate; scaled by the fraction if `prorated` (§2.2). */
export function tiered(config: Fields): QuantityPlan {
  const tiers = readUnitTiers(config);
  const charge = chargeTiers(tiers);
  return {
    shape: 'quantity',
    prorated: optionalFlag(config, 'prorated'),
    schedule: { kind: 'graduated', tiers },
    charges: ({ quantity }) => charge(quantity),
  };
}
