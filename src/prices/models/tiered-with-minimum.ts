import { optionalFlag, type Fields } from '../../errors/index.js';
import { readMinimumTiers, withoutFree } from '../parts/minimum-tiers.js';
import type { QuantityPlan } from '../price-model.js';

/** max(graduated, minimum of the tier that q reaches), all of it scaled by the fraction if `prorate` (D7). */
export function tieredWithMinimum(config: Fields): QuantityPlan {
  const charge = readMinimumTiers(config, { rate_key: 'unit_amount', package_size: null });
  const hidden = optionalFlag(config, 'hide_zero_amount_tiers');
  return {
    shape: 'quantity',
    prorated: optionalFlag(config, 'prorate'),
    charges: ({ quantity }) => (hidden ? withoutFree(charge(quantity)) : charge(quantity)),
  };
}
