import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, withoutEmpty, type Charge } from '../charge.js';
import { readAmount, readList, readValue } from '../parts/config.js';
import { groupsOf } from '../parts/groups.js';
import { rowsByValue } from '../parts/rows-by-value.js';
import { chargeTiers, type TierCharger } from '../parts/tier-charges.js';
import { lowerBoundTiers } from '../parts/tier-lists.js';
import type { GroupsPlan } from '../price-model.js';

/** Graduated on the tiers of the group's own value; values without tiers cost the default rate (§2.2). */
export function groupedTieredMatrix(config: Fields): GroupsPlan {
  const key = requiredText(config, 'dimension');
  const rate = readAmount(config, 'default_unit_amount');
  const rows = rowsByValue(readList(config, 'tiers'), (row) => readValue(row, 'dimension_value'));
  const tiers = new Map<unknown, TierCharger>(
    rows.map(([value, own]) => [value, chargeTiers(lowerBoundTiers(own, 'unit_amount'))]),
  );
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges: ({ groups }) =>
      groupsOf(key, groups).flatMap(({ name, quantity, grouping }): readonly Charge[] => {
        const own = tiers.get(grouping.value);
        if (own) return own(quantity, grouping);
        return withoutEmpty([rowCharge({ name, quantity, grouping }, part('default rate', quantity, rate))]);
      }),
  };
}
