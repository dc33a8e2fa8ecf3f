import { requiredText, type Fields } from '../../errors/index.js';
import { groupsOf } from '../parts/groups.js';
import { readPackageTiers } from '../parts/packaged-tiers.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ tiered_package(q of each group): every group fills its own packages (§2.2). */
export function groupedTieredPackage(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const { schedule, charge } = readPackageTiers(config, 'per_unit');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    schedule,
    charges: ({ groups }) => groupsOf(key, groups).flatMap(({ quantity, grouping }) => charge(quantity, grouping)),
  };
}
