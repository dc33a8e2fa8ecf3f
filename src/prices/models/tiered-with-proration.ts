import type { Fields } from '../../errors/index.js';
import { chargeTiers } from '../parts/tier-charges.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import type { QuantityPlan } from '../price-model.js';

/** Graduated, always scaled by the service-period fraction (§2.2). */
export function tieredWithProration(config: Fields): QuantityPlan {
  const tiers = readLowerBoundTiers(config, 'unit_amount');
  const charge = chargeTiers(tiers);
  return {
    shape: 'quantity',
    prorated: true,
    schedule: { kind: 'graduated', tiers },
    charges: ({ quantity }) => charge(quantity),
  };
}
