import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, withoutEmpty } from '../charge.js';
import { readAllocation, readAmount } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import { overage } from '../parts/overage.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ max(q of each group − allocation, 0) · rate (§2.2). */
export function groupedAllocation(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const allocation = readAllocation(config, 'allocation');
  const rate = readAmount(config, 'overage_unit_rate');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges: ({ groups }) =>
      withoutEmpty(
        groupsOf(key, groups).map(({ name, grouping, quantity: metered }) => {
          const quantity = overage(metered, allocation);
          return rowCharge({ name, grouping, quantity }, part('over the allocation', quantity, rate));
        }),
      ),
  };
}
