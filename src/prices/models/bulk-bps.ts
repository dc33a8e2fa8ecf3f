import type { Fields } from '../../errors/index.js';
import { createFeeTally, readBasisPoints } from '../parts/basis-points.js';
import { readList } from '../parts/config.js';
import { readTierBounds } from '../parts/tier-lists.js';
import { tierHolding } from '../parts/tiers.js';
import type { EventsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** `bps`, at the parameters of the tier that holds the value of all events (§2.2). */
export function bulkBps(config: Fields): EventsPlan {
  const keys = { first: null, last: 'maximum_amount' };
  const tiers = readTierBounds(readList(config, 'tiers'), keys, (row, { lower, upper }) => ({
    lower,
    upper,
    terms: readBasisPoints(row),
  }));
  return {
    shape: 'events',
    prorated: false,
    charges({ events }) {
      const total = sumQuantities(events);
      const { terms } = tierHolding(tiers, total);
      const fees = createFeeTally();
      for (const { quantity: value } of events) fees.add([{ terms, value }]);
      return fees.charges(total);
    },
  };
}
