import type { Fields } from '../../errors/index.js';
import { createFeeTally, readBasisPoints } from '../parts/basis-points.js';
import type { EventsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** Σ min(value of the event · bps / 10000, cap) (§2.2). */
export function bps(config: Fields): EventsPlan {
  const terms = readBasisPoints(config);
  return {
    shape: 'events',
    prorated: false,
    charges({ events }) {
      const fees = createFeeTally();
      for (const { quantity: value } of events) fees.add([{ terms, value }]);
      return fees.charges(sumQuantities(events));
    },
  };
}
