import { compare, divide, minimum, multiply, subtract, type Decimal } from '../../decimal/index.js';
import type { Grouping, TierCharge } from '../charge.js';
import { tierName } from './tier-names.js';
import { refuseBeyond, type Tier } from './tiers.js';

/** What the rows of a tiered charge share: their group, and the size of a package where the rate is per package. */
type Rows = { readonly grouping?: Grouping | null; readonly package_size?: Decimal | null };

/**
 * Charges a quantity tier by tier: Σ units inside the tiers = quantity, and a bound belongs to the lower tier (L13).
 *
 * With `package_size` the quantity is already whole packages of units and every bound a multiple of the size, so that
 * the units inside a tier are whole packages and the division exact (§2.2 tiered_package).
 */
export function tierCharges(
  tiers: readonly Tier[],
  quantity: Decimal,
  { grouping = null, package_size = null }: Rows = {},
): readonly TierCharge[] {
  const charges: TierCharge[] = [];
  for (const { lower, upper, rate } of tiers) {
    if (compare(quantity, lower) <= 0) return charges;
    const units = subtract(upper === null ? quantity : minimum(quantity, upper), lower);
    const billed = package_size === null ? units : divide(units, package_size, 0, 'half_up');
    charges.push({
      kind: 'tier',
      name: tierName(charges.length),
      quantity: billed,
      unit_amount: rate,
      amount: multiply(billed, rate),
      grouping,
      first_unit: lower,
      last_unit: upper,
      package_size,
    });
  }
  refuseBeyond(tiers, quantity);
  return charges;
}
