import { multiply } from '../../decimal/index.js';
import { readMaximumTiers } from '../parts/tier-lists.js';
import { tierHolding } from '../parts/tiers.js';
import type { PriceModel } from '../price-model.js';

/** q · rate of the first tier with q ≤ maximum_units: the whole quantity moves to that rate (§2.2). */
export const bulk: PriceModel<'bulk'> = {
  model_type: 'bulk',
  summary: 'Every unit costs the rate of the tier that the whole quantity reaches.',
  monotone: false, // one unit more may move all units to a lower rate
  odd: false,
  prepare(config) {
    const tiers = readMaximumTiers(config);
    return {
      shape: 'quantity',
      prorated: false,
      charges(quantity) {
        const { lower, upper, rate } = tierHolding(tiers, quantity);
        const amount = multiply(quantity, rate);
        return [
          {
            kind: 'volume',
            name: 'Units',
            quantity,
            unit_amount: rate,
            amount,
            grouping: null,
            first_unit: lower,
            last_unit: upper,
          },
        ];
      },
    };
  },
};
