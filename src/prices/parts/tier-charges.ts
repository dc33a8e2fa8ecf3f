import { divide, multiply, type Decimal } from '../../decimal/index.js';
import type { Grouping, TierCharge } from '../charge.js';
import { graduate, type Tier, type TierPortion } from './tiers.js';
import { tierName } from './tier-names.js';

/** Charges a quantity tier by tier: units inside each tier × its rate. */
export function tierCharges(
  tiers: readonly Tier[],
  quantity: Decimal,
  grouping: Grouping | null = null,
): readonly TierCharge[] {
  return graduate(tiers, quantity).map((portion) =>
    tierCharge(portion, { quantity: portion.units, package_size: null, grouping }),
  );
}

/** Where packages are tiered: the rate of a tier is per package, and the row counts packages (§2.2 tiered_package). */
export type TieredPackages = { readonly tiers: readonly Tier[]; readonly package_size: Decimal };

/**
 * Charges a quantity that is already whole packages of units, tier by tier.
 *
 * Every bound is a multiple of the package size, so the units inside a tier are whole packages and the division exact.
 */
export function tieredPackageCharges(
  { tiers, package_size }: TieredPackages,
  units: Decimal,
  grouping: Grouping | null = null,
): readonly TierCharge[] {
  return graduate(tiers, units).map((portion) => {
    const packages = divide(portion.units, package_size, 0, 'half_up');
    return tierCharge(portion, { quantity: packages, package_size, grouping });
  });
}

function tierCharge(
  { tier, position }: TierPortion,
  part: Pick<TierCharge, 'quantity' | 'package_size' | 'grouping'>,
): TierCharge {
  return {
    kind: 'tier',
    name: tierName(position),
    quantity: part.quantity,
    unit_amount: tier.rate,
    amount: multiply(part.quantity, tier.rate),
    grouping: part.grouping,
    first_unit: tier.lower,
    last_unit: tier.upper,
    package_size: part.package_size,
  };
}
