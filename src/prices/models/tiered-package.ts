import type { Fields } from '../../errors/index.js';
import { readPackageTiers } from '../parts/packaged-tiers.js';
import type { QuantityPlan } from '../price-model.js';

/** The quantity, filled up to whole packages, is graduated by units at a rate per package (§2.2). */
export function tieredPackage(config: Fields): QuantityPlan {
  const { schedule, charge } = readPackageTiers(config, 'per_unit');
  return { shape: 'quantity', prorated: false, schedule, charges: ({ quantity }) => charge(quantity) };
}
