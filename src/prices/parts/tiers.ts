import { fail, invariant } from '../../errors/index.js';
import { compare, formatDecimal, type Decimal } from '../../decimal/index.js';

/**
 * What belongs to one tier: beyond `lower` (exclusive) up to `upper` (inclusive; null: without end) (D17).
 *
 * Tiers of a list are contiguous from 0: each `lower` is the `upper` before it.
 */
export type TierBounds = { readonly lower: Decimal; readonly upper: Decimal | null };

/** One tier whose units cost `rate` each. */
export type Tier = TierBounds & { readonly rate: Decimal };

/** The one tier that holds a quantity: the first whose upper bound is not passed (L14). */
export function tierHolding<T extends TierBounds>(tiers: readonly T[], quantity: Decimal): T {
  for (const tier of tiers) {
    // ≤: an upper bound is inclusive (D17).
    if (tier.upper === null || compare(quantity, tier.upper) <= 0) return tier;
  }
  refuseBeyond(tiers, quantity);
  invariant(false, 'a price has a tier');
}

/** Usage beyond a bounded last tier has no price and is refused (D16). */
export function refuseBeyond(tiers: readonly TierBounds[], quantity: Decimal): void {
  const bound = tiers.at(-1)?.upper ?? null;
  if (bound === null || compare(quantity, bound) <= 0) return;
  const shown = `${formatDecimal(quantity)} is beyond the last tier, which ends at ${formatDecimal(bound)}`;
  fail('usage', 'quantity_beyond_last_tier', `${shown}; leave the last tier without an upper bound`);
}
