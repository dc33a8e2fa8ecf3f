import { divide, isZero, multiply, remainder, type Decimal } from '../../decimal/index.js';
import { pathAt, pathOf, placeOf, problem, type Fields } from '../../errors/index.js';
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
export function checkPackageBounds(config: Fields, tiers: readonly Tier[], package_size: Decimal): void {
  const list = placeOf('tiers', config.place);
  tiers.forEach(({ lower }, position) => {
    if (isZero(remainder(lower, package_size))) return;
    const path = pathAt(pathOf(placeOf(position, list)), 'tier_lower_bound');
    const message = 'is not a multiple of package_size; a package cannot lie in two tiers';
    config.issues.push(problem(path, 'tier_bound_not_multiple', message));
  });
}
