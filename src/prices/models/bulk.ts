import type { Fields } from '../../errors/index.js';
import { readMaximumTiers } from '../parts/tier-lists.js';
import { volumeCharges } from '../parts/volume-charges.js';
import type { QuantityPlan } from '../price-model.js';

/** q · rate of the first tier with q ≤ maximum_units: the whole quantity moves to that rate (§2.2). */
export function bulk(config: Fields): QuantityPlan {
  const tiers = readMaximumTiers(config);
  return {
    shape: 'quantity',
    prorated: false,
    schedule: { kind: 'volume', tiers },
    charges: ({ quantity }) => volumeCharges(tiers, quantity),
  };
}
