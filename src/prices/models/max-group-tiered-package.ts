import { compare } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { groupsOf } from '../parts/groups.js';
import { readPackageTiers } from '../parts/packaged-tiers.js';
import type { GroupsPlan } from '../price-model.js';

/** tiered_package of the largest group alone, the first of equals; `unit_amount` is per package (F8). */
export function maxGroupTieredPackage(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const { charge } = readPackageTiers(config, 'unit_amount');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }) {
      const [first, ...rest] = groupsOf(key, groups);
      if (!first) return [];
      // Strictly greater, so that the first of equal groups stays.
      const { quantity, grouping } = rest.reduce((a, b) => (compare(b.quantity, a.quantity) > 0 ? b : a), first);
      return charge(quantity, grouping);
    },
  };
}
