import { requiredText, type Fields } from '../../errors/index.js';
import { groupsOf } from '../parts/groups.js';
import { chargeTiers } from '../parts/tier-charges.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ graduated(q of each group): every group starts at the first tier (§2.2). */
export function groupedTiered(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const tiers = readLowerBoundTiers(config, 'unit_amount');
  const charge = chargeTiers(tiers);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    schedule: { kind: 'graduated', tiers },
    charges: ({ groups }) => groupsOf(key, groups).flatMap(({ quantity, grouping }) => charge(quantity, grouping)),
  };
}
