import { zero, type Decimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import type { Grouping, TierCharge } from '../charge.js';
import { readSize } from './config.js';
import { checkPackageBounds, filledUp } from './packages.js';
import type { Schedule } from './schedule.js';
import { chargeTiers } from './tier-charges.js';
import { readLowerBoundTiers } from './tier-lists.js';

/** Charges a quantity by packages; the schedule says what the charges add up to. */
type PackageTiers = {
  readonly schedule: Schedule;
  readonly charge: (quantity: Decimal, grouping?: Grouping) => readonly TierCharge[];
};

/** Reads `package_size` and tiers at a rate per package: a quantity is filled up to whole packages, then graduated. */
export function readPackageTiers(config: Fields, rate_key: string): PackageTiers {
  const package_size = readSize(config, 'package_size');
  const tiers = readLowerBoundTiers(config, rate_key);
  checkPackageBounds(config, tiers, package_size);
  const charge = chargeTiers(tiers, package_size);
  return {
    schedule: { kind: 'graduated', tiers, packages: { size: package_size, free: zero } },
    charge: (quantity, grouping) => charge(filledUp(quantity, package_size), grouping),
  };
}
