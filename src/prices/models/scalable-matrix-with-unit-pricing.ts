import { one } from '../../decimal/index.js';
import { isGiven, optionalFlag, requiredText, valueAt, type Fields } from '../../errors/index.js';
import { readAmount } from '../parts/config.js';
import { groupsByFirst } from '../parts/groups.js';
import { readPairMatrix } from '../parts/matrix-config.js';
import { scaledMatrixCharges } from '../parts/matrix.js';
import type { GroupsPlan } from '../price-model.js';
import type { UsageGroup } from '../usage.js';

/** Σ (q · factor of its cell, else 1) · unit_price, by group if a key is given; ·f if `prorate` (§2.2). */
export function scalableMatrixWithUnitPricing(config: Fields): GroupsPlan {
  const cells = readPairMatrix(config, { list: 'matrix_scaling_factors', rate: 'scaling_factor' }, one);
  const unit_price = readAmount(config, 'unit_price');
  const key = isGiven(valueAt(config, 'grouping_key')) ? requiredText(config, 'grouping_key') : null;
  const plan = { shape: 'groups', prorated: optionalFlag(config, 'prorate') } as const;
  if (key === null) {
    const charges: GroupsPlan['charges'] = ({ groups }) =>
      scaledMatrixCharges(cells, groups, { unit_price, grouping: null });
    return { ...plan, grouping_keys: cells.dimensions, charges };
  }
  return {
    ...plan,
    grouping_keys: [...cells.dimensions, key],
    charges: ({ groups }) =>
      groupsByFirst(groups.map(keyFirst)).flatMap(({ value, groups: own }) =>
        scaledMatrixCharges(cells, own, { unit_price, grouping: { key, value } }),
      ),
  };
}

/** The grouping key comes last (§2.1), but splits first. */
function keyFirst({ grouping_values, quantity }: UsageGroup): UsageGroup {
  return { grouping_values: [grouping_values.at(-1) ?? null, ...grouping_values.slice(0, -1)], quantity };
}
