import { requiredText } from '../../errors/index.js';
import { mergeGroups } from '../parts/groups.js';
import { tierCharges } from '../parts/tier-charges.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import type { PriceModel } from '../price-model.js';

/** Σ graduated(q of each group): every group starts at the first tier (§2.2). */
export const groupedTiered: PriceModel<'grouped_tiered'> = {
  model_type: 'grouped_tiered',
  summary: 'Tiers apply to each group of the usage on its own.',
  monotone: true,
  odd: false,
  prepare(config) {
    const key = requiredText(config, 'grouping_key');
    const tiers = readLowerBoundTiers(config, 'unit_amount');
    return {
      shape: 'groups',
      prorated: false,
      grouping_keys: [key],
      charges: (groups) =>
        mergeGroups(groups).flatMap(({ quantity, grouping_values: [value = null] }) =>
          tierCharges(tiers, quantity, { grouping: { key, value } }),
        ),
    };
  },
};
