import type { Decimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import type { Grouping, TierCharge } from '../charge.js';
import { readSize } from './config.js';
import { checkPackageBounds, filledUp } from './packages.js';
import { tierCharges } from './tier-charges.js';
import { readLowerBoundTiers } from './tier-lists.js';

/** Charges a quantity by packages. */
type PackageTiers = (quantity: Decimal, grouping?: Grouping) => readonly TierCharge[];

/** Reads `package_size` and tiers at a rate per package: a quantity is filled up to whole packages, then graduated. */
export function readPackageTiers(config: Fields, rate_key: string): PackageTiers {
  const package_size = readSize(config, 'package_size');
  const tiers = readLowerBoundTiers(config, rate_key);
  checkPackageBounds(config, tiers, package_size);
  return (quantity, grouping) =>
    tierCharges(tiers, filledUp(quantity, package_size), { package_size, ...(grouping && { grouping }) });
}
