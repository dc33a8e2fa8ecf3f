import { divide, isZero, multiply, remainder, type Decimal } from '../../decimal/index.js';
import { reportAt, type ConfigSource } from './config.js';
import type { Tier } from './tiers.js';

/** Started packages: a package is billed whole as soon as one unit of it is used, so the division rounds up (L15). */
export function packagesFor(quantity: Decimal, package_size: Decimal): Decimal {
  return divide(quantity, package_size, 0, 'ceiling');
}

/** The quantity filled up to whole packages. */
export function filledUp(quantity: Decimal, package_size: Decimal): Decimal {
  return multiply(packagesFor(quantity, package_size), package_size);
}

/** A tier bound inside a package would split it: every bound must be a multiple of the size. */
export function checkPackageBounds(source: ConfigSource, tiers: readonly Tier[], package_size: Decimal): void {
  for (const tier of tiers) {
    if (tier.upper === null || isZero(remainder(tier.upper, package_size))) continue;
    const message = 'holds a bound that is not a multiple of package_size; a package cannot lie in two tiers';
    reportAt(source, 'tiers', { code: 'tier_bound_not_multiple', message });
    return;
  }
}
