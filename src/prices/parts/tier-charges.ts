import { compare, divide, multiply, subtract, type Decimal } from '../../decimal/index.js';
import type { Grouping, TierCharge } from '../charge.js';
import { tierName } from './tier-names.js';
import { refuseBeyond, type Tier } from './tiers.js';

/** Charges a quantity tier by tier; the rows are of a group where one is given. */
export type TierCharger = (quantity: Decimal, grouping?: Grouping | null) => readonly TierCharge[];

/**
 * Charges quantities tier by tier: Σ units inside the tiers = quantity, and a bound belongs to the lower tier (L13).
 *
 * With `package_size` the quantity is already whole packages of units and every bound a multiple of the size, so that
 * the units inside a tier are whole packages and the division exact (§2.2 tiered_package).
 */
export function chargeTiers(tiers: readonly Tier[], package_size: Decimal | null = null): TierCharger {
  const charge = (position: number, units: Decimal): TierCharge => {
    const { lower, upper, rate } = tiers[position] as Tier;
    const quantity = package_size === null ? units : divide(units, package_size, 0, 'half_up');
    return {
      kind: 'tier',
      name: tierName(position),
      quantity,
      unit_amount: rate,
      amount: multiply(quantity, rate),
      grouping: null,
      first_unit: lower,
      last_unit: upper,
      package_size,
    };
  };
  // A tier that is used up costs the same for everybody: it is worked out, and later printed, once.
  const full: TierCharge[] = [];
  return (quantity, grouping = null) => {
    const charges: TierCharge[] = [];
    for (let position = 0; position < tiers.length; position += 1) {
      const { lower, upper } = tiers[position] as Tier;
      if (compare(quantity, lower) <= 0) return charges;
      const isFull = upper !== null && compare(quantity, upper) >= 0;
      const own = isFull
        ? (full[position] ??= charge(position, subtract(upper, lower)))
        : charge(position, subtract(quantity, lower));
      charges.push(grouping === null ? own : { ...own, grouping });
    }
    refuseBeyond(tiers, quantity);
    return charges;
  };
}
