import { compare, multiply } from '../../decimal/index.js';
import { report, requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, withoutEmpty } from '../charge.js';
import { readAmount } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ q · rate kept between a minimum and a maximum, for every group seen, also one without usage (§2.2). */
export function groupedWithMinMaxThresholds(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const rate = readAmount(config, 'per_unit_rate');
  const least = readAmount(config, 'minimum_charge');
  const most = readAmount(config, 'maximum_charge');
  if (compare(least, most) > 0) {
    report(config, 'minimum_charge', { code: 'minimum_above_maximum', message: 'is greater than maximum_charge' });
  }
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }) {
      const charges = groupsOf(key, groups).map((group) => {
        const usage = multiply(group.quantity, rate);
        if (compare(usage, least) < 0) return rowCharge(group, part('minimum', least));
        if (compare(usage, most) > 0) return rowCharge(group, part('maximum', most));
        return rowCharge(group, part('usage', group.quantity, rate));
      });
      return withoutEmpty(charges);
    },
  };
}
