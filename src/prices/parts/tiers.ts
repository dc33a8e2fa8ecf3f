import { fail } from '../../errors/index.js';
import { compare, formatDecimal, minimum, subtract, type Decimal } from '../../decimal/index.js';

/**
 * One tier: units beyond `lower` (exclusive) up to `upper` (inclusive; null: without end) cost `rate` each (D17).
 *
 * Tiers of a list are contiguous from 0: each `lower` is the `upper` before it.
 */
export type Tier = { readonly lower: Decimal; readonly upper: Decimal | null; readonly rate: Decimal };

/** The units of a quantity that fall inside one tier. */
export type TierPortion = { readonly tier: Tier; readonly position: number; readonly units: Decimal };

/** Splits a quantity over the tiers it reaches: Σ units = quantity, and a bound belongs to the lower tier (L13). */
export function graduate(tiers: readonly Tier[], quantity: Decimal): readonly TierPortion[] {
  const portions: TierPortion[] = [];
  for (let position = 0; position < tiers.length; position += 1) {
    const tier = tiers[position] as Tier;
    if (compare(quantity, tier.lower) <= 0) return portions;
    const reached = tier.upper === null ? quantity : minimum(quantity, tier.upper);
    portions.push({ tier, position, units: subtract(reached, tier.lower) });
  }
  refuseBeyond(tiers, quantity);
  return portions;
}

/** The one tier that holds a quantity: the first whose upper bound is not passed (L14). */
export function tierHolding(tiers: readonly Tier[], quantity: Decimal): Tier {
  for (const tier of tiers) {
    // ≤: an upper bound is inclusive (D17).
    if (tier.upper === null || compare(quantity, tier.upper) <= 0) return tier;
  }
  return refuseBeyond(tiers, quantity) as never;
}

/** Usage beyond a bounded last tier has no price and is refused (D16). */
function refuseBeyond(tiers: readonly Tier[], quantity: Decimal): void {
  const bound = tiers.at(-1)?.upper ?? null;
  if (bound === null || compare(quantity, bound) <= 0) return;
  const shown = `${formatDecimal(quantity)} is beyond the last tier, which ends at ${formatDecimal(bound)}`;
  fail('usage', 'quantity_beyond_last_tier', `${shown}; leave the last tier without an upper bound`);
}
