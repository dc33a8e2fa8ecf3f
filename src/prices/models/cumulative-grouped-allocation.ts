import { add, isZero, maximum, subtract, zero } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge } from '../charge.js';
import { readAllocation, readAmount } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import { overage } from '../parts/overage.js';
import type { GroupsPlan } from '../price-model.js';

/** Groups in order, each charged the greater of its own overage and the growth of the overage of all so far (D8). */
export function cumulativeGroupedAllocation(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const own = readAllocation(config, 'group_allocation');
  const shared = readAllocation(config, 'cumulative_allocation');
  const rate = readAmount(config, 'unit_amount');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }) {
      let used = zero;
      return groupsOf(key, groups).flatMap(({ name, grouping, quantity: metered }) => {
        const before = overage(used, shared);
        used = add(used, metered);
        const quantity = maximum(overage(metered, own), subtract(overage(used, shared), before));
        if (isZero(quantity)) return [];
        return [rowCharge({ name, grouping, quantity }, part('over the allocations', quantity, rate))];
      });
    },
  };
}
