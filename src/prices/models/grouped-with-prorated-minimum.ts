import { compareExact, multiply, multiplyExact } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, withoutEmpty } from '../charge.js';
import { factorsOf } from '../fraction.js';
import { readAmount } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import type { GroupsPlan } from '../price-model.js';

/** Σ max(q of each group · rate, minimum · f): only the minimum is scaled by the service-period fraction (§2.2). */
export function groupedWithProratedMinimum(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const rate = readAmount(config, 'unit_rate');
  const minimum = readAmount(config, 'minimum');
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }, fraction) {
      const least = factorsOf(minimum, fraction);
      const charges = groupsOf(key, groups).map((group) => {
        const isShort = compareExact(multiply(group.quantity, rate), least.reduce(multiplyExact)) < 0;
        return rowCharge(group, isShort ? part('minimum', ...least) : part('usage', group.quantity, rate));
      });
      return withoutEmpty(charges);
    },
  };
}
