import type { Fields } from '../../errors/index.js';
import { readSize } from '../parts/config.js';
import { readMinimumTiers } from '../parts/minimum-tiers.js';
import type { QuantityPlan } from '../price-model.js';

/** max(tiered_package, minimum of the tier that the whole packages reach) (D7). */
export function tieredPackageWithMinimum(config: Fields): QuantityPlan {
  const package_size = readSize(config, 'package_size');
  const charge = readMinimumTiers(config, { rate_key: 'per_unit', package_size });
  return { shape: 'quantity', prorated: false, charges: ({ quantity }) => charge(quantity) };
}
