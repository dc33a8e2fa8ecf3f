import { readSize } from '../parts/config.js';
import { checkPackageBounds, filledUp } from '../parts/packages.js';
import { tierCharges } from '../parts/tier-charges.js';
import { readLowerBoundTiers } from '../parts/tier-lists.js';
import type { PriceModel } from '../price-model.js';

/** The quantity, filled up to whole packages, is graduated by units at a rate per package (§2.2). */
export const tieredPackage: PriceModel<'tiered_package'> = {
  model_type: 'tiered_package',
  summary: 'Packages cost the rate of the tier they fall into; a started package is billed whole.',
  monotone: true,
  odd: false,
  prepare(config) {
    const package_size = readSize(config, 'package_size');
    const tiers = readLowerBoundTiers(config, 'per_unit');
    checkPackageBounds(config, tiers, package_size);
    return {
      shape: 'quantity',
      prorated: false,
      charges: (quantity) => tierCharges(tiers, filledUp(quantity, package_size), { package_size }),
    };
  },
};
