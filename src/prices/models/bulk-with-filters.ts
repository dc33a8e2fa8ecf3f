import { compare } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { readList, readValue, reportRepeated } from '../parts/config.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import { volumeCharge } from '../parts/volume-charges.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities, type UsageGroup } from '../usage.js';

/** Usage that equals every filter, at the rate of the last tier whose bound the total reaches: here inclusive (D17). */
export function bulkWithFilters(config: Fields): GroupsPlan {
  const filters = readList(config, 'filters').map((row) => ({
    row,
    key: requiredText(row, 'property_key'),
    value: readValue(row, 'property_value'),
  }));
  const grouping_keys = filters.map(({ key }) => key);
  for (const [position, { row, key }] of filters.entries()) {
    // An event has one value of a property: two filters on it would match nothing, or say one thing twice.
    if (grouping_keys.indexOf(key) < position) reportRepeated(row, 'property_key', key);
  }
  const falling = [...readLowerBoundTiers(config, 'unit_amount')].reverse();
  const matching = ({ groups }: { readonly groups: readonly UsageGroup[] }) =>
    sumQuantities(groups.filter((group) => filters.every(({ value }, at) => group.grouping_values[at] === value)));
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys,
    charges: (usage) => {
      const quantity = matching(usage);
      // ≤: a bound that the total reaches belongs to the tier it opens (D17).
      const tier = falling.find(({ lower }) => compare(lower, quantity) <= 0);
      return tier ? [volumeCharge(tier, quantity)] : [];
    },
    lineQuantity: matching,
  };
}
