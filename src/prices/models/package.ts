import { multiply, zero } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { readAmount, readWholeSize } from '../parts/config.js';
import { packagesFor } from '../parts/packages.js';
import type { QuantityPlan } from '../price-model.js';

/** ⌈q / package_size⌉ · package_amount: a started package is billed whole (§2.2). */
export function packageModel(config: Fields): QuantityPlan {
  const unit_amount = readAmount(config, 'package_amount');
  const package_size = readWholeSize(config, 'package_size');
  return {
    shape: 'quantity',
    prorated: false,
    schedule: { kind: 'rate', rate: unit_amount, packages: { size: package_size, free: zero } },
    charges({ quantity: metered }) {
      const quantity = packagesFor(metered, package_size);
      const amount = multiply(quantity, unit_amount);
      return [
        { kind: 'package', name: 'Packages', quantity, unit_amount, amount, grouping: null, package_size, metered },
      ];
    },
  };
}
