import { add, compare, minimum, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { createFeeTally, readBasisPoints, type BasisPoints, type ValuePiece } from '../parts/basis-points.js';
import { readList } from '../parts/config.js';
import { inTimeOrder } from '../parts/event-order.js';
import { readTierBounds } from '../parts/tier-lists.js';
import { refuseBeyond, type TierBounds } from '../parts/tiers.js';
import type { EventsPlan } from '../price-model.js';

type BasisTier = TierBounds & { readonly terms: BasisPoints };

/** Each event's value is split over the tiers that the running total passes; the last of them states its cap (F8). */
export function tieredBps(config: Fields): EventsPlan {
  const keys = { first: 'minimum_amount', last: 'maximum_amount' };
  const tiers = readTierBounds(readList(config, 'tiers'), keys, (row, { lower, upper }) => ({
    lower,
    upper,
    terms: readBasisPoints(row),
  }));
  return {
    shape: 'events',
    prorated: false,
    charges({ events }) {
      const fees = createFeeTally();
      let from = zero;
      for (const { quantity } of inTimeOrder(events)) {
        const to = add(from, quantity);
        fees.add(split(tiers, from, to));
        from = to;
      }
      refuseBeyond(tiers, from);
      return fees.charges(from);
    },
  };
}

/** The pieces of (from, to] inside each tier; a bound belongs to the lower tier (D17). */
function split(tiers: readonly BasisTier[], from: Decimal, to: Decimal): readonly ValuePiece[] {
  const pieces: ValuePiece[] = [];
  for (const { lower, upper, terms } of tiers) {
    if (compare(to, lower) <= 0) break;
    if (upper !== null && compare(from, upper) >= 0) continue;
    const start = compare(from, lower) > 0 ? from : lower;
    pieces.push({ terms, value: subtract(upper === null ? to : minimum(to, upper), start) });
  }
  return pieces;
}
