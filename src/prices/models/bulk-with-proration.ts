import type { Fields } from '../../errors/index.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import { volumeCharges } from '../parts/volume-charges.js';
import type { QuantityPlan } from '../price-model.js';

/** q · rate of the tier holding q · f (§2.2). */
export function bulkWithProration(config: Fields): QuantityPlan {
  const tiers = readLowerBoundTiers(config, 'unit_amount');
  return {
    shape: 'quantity',
    prorated: true,
    schedule: { kind: 'volume', tiers },
    charges: ({ quantity }) => volumeCharges(tiers, quantity),
  };
}
