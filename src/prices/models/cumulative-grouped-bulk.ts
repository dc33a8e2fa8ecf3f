import { equals, isZero, type Decimal } from '../../decimal/index.js';
import { report, requiredText, shown, type Fields } from '../../errors/index.js';
import { part, rowCharge, unmatchedCharge } from '../charge.js';
import { readList, readValue } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import { rowsByValue } from '../parts/rows-by-value.js';
import { lowerBoundTiers } from '../parts/tier-lists.js';
import { tierHolding, type Tier } from '../parts/tiers.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** q of each group · rate of its value in the tier that the usage of all groups together reaches (D8). */
export function cumulativeGroupedBulk(config: Fields): GroupsPlan {
  const key = requiredText(config, 'group');
  const tiers = readTiers(config);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }) {
      const total = sumQuantities(groups);
      const own = groupsOf(key, groups).filter(({ quantity }) => !isZero(quantity));
      const rateOf = (value: unknown): Decimal | undefined => {
        const list = tiers.get(value);
        return list && tierHolding(list, total).rate;
      };
      const unmatched = sumQuantities(own.filter(({ grouping }) => !tiers.has(grouping.value)));
      const charges = own.flatMap((group) => {
        const rate = rateOf(group.grouping.value);
        return rate === undefined ? [] : [rowCharge(group, part('rate by the total', group.quantity, rate))];
      });
      return isZero(unmatched) ? charges : [...charges, unmatchedCharge(unmatched)];
    },
  };
}

/** Reads `dimension_values[{ grouping_key: a value, tier_lower_bound, unit_amount }]`; all values share their bounds. */
function readTiers(config: Fields): ReadonlyMap<unknown, readonly Tier[]> {
  const rows = rowsByValue(readList(config, 'dimension_values'), (row) => readValue(row, 'grouping_key'));
  const tiers = new Map<unknown, readonly Tier[]>();
  let shared: readonly Tier[] | null = null;
  for (const [value, own] of rows) {
    const list = lowerBoundTiers(own, 'unit_amount');
    shared ??= list;
    if (!sameBounds(shared, list)) {
      const message = `of ${shown(value)} are not those of the first value; give every value a rate for every bound`;
      report(config, 'dimension_values', { code: 'invalid_tiers', message });
    }
    tiers.set(value, list);
  }
  return tiers;
}

function sameBounds(a: readonly Tier[], b: readonly Tier[]): boolean {
  return a.length === b.length && a.every(({ lower }, at) => equals(lower, b[at]?.lower ?? lower));
}
