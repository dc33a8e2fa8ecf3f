import { isZero, isZeroExact, signExact, subtractExact, zero, type Decimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { part, singleCharge, sumCharges, type Charge } from '../charge.js';
import { readAmount, readList } from './config.js';
import { checkPackageBounds, filledUp } from './packages.js';
import { chargeTiers } from './tier-charges.js';
import { lowerBoundTiers } from './tier-lists.js';
import { tierHolding, type Tier } from './tiers.js';

/** How tiers with minimums are read: under which key the rates stand, and per packages of which size, if any. */
type MinimumTerms = { readonly rate_key: string; readonly package_size: Decimal | null };

/** Reads `tiers[{ tier_lower_bound, <rate key>, minimum_amount }]`: the line costs at least what its last tier says (D7). */
export function readMinimumTiers(
  config: Fields,
  { rate_key, package_size }: MinimumTerms,
): (quantity: Decimal) => readonly Charge[] {
  const rows = readList(config, 'tiers');
  const tiers = lowerBoundTiers(rows, rate_key);
  const minimums = rows.map((row) => readAmount(row, 'minimum_amount'));
  if (package_size !== null) checkPackageBounds(config, tiers, package_size);
  const charge = chargeTiers(tiers, package_size);
  return (metered) => {
    // Nothing used reaches no tier, so that no minimum applies: P(0) = 0 (D7).
    if (isZero(metered)) return [];
    // The tier is reached by whole packages, not by the units in them (D7).
    const quantity = package_size === null ? metered : filledUp(metered, package_size);
    const charges = charge(quantity);
    return [...charges, ...shortfall(charges, minimums[positionOf(tiers, quantity)] ?? zero)];
  };
}

function positionOf(tiers: readonly Tier[], quantity: Decimal): number {
  return tiers.indexOf(tierHolding(tiers, quantity));
}

/** What the charges lack to a minimum, as one more row; none if they lack nothing. */
function shortfall(charges: readonly Charge[], minimum: Decimal): readonly Charge[] {
  const missing = subtractExact(minimum, sumCharges(charges));
  return signExact(missing) > 0 ? [singleCharge('Minimum', part('to reach the minimum', missing))] : [];
}

/** Charges without those that cost nothing. */
export function withoutFree(charges: readonly Charge[]): readonly Charge[] {
  return charges.filter(({ amount }) => !isZeroExact(amount));
}
