import type { Fields } from '../../errors/index.js';
import { amountCharge, part } from '../charge.js';
import { readAllocation, readAmount, readSize } from '../parts/config.js';
import { overage } from '../parts/overage.js';
import { packagesFor } from '../parts/packages.js';
import type { QuantityPlan } from '../price-model.js';

/** Started packages of what exceeds the allocation (§2.2). */
export function packageWithAllocation(config: Fields): QuantityPlan {
  const rate = readAmount(config, 'package_amount');
  const package_size = readSize(config, 'package_size');
  const allocation = readAllocation(config, 'allocation');
  return {
    shape: 'quantity',
    prorated: false,
    schedule: { kind: 'rate', rate, packages: { size: package_size, free: allocation } },
    charges({ quantity }) {
      const packages = packagesFor(overage(quantity, allocation), package_size);
      return [amountCharge(packages, part('packages over the allocation', packages, rate))];
    },
  };
}
