import { optionalFlag } from '../../errors/index.js';
import { lastPassed, readThresholds } from '../parts/thresholds.js';
import type { PriceModel } from '../price-model.js';

/** The total of the last row whose threshold was passed, none passed: 0; scaled by the fraction if `prorate` (D10). */
export const thresholdTotalAmount: PriceModel<'threshold_total_amount'> = {
  model_type: 'threshold_total_amount',
  summary: 'One total for the whole quantity, by the last threshold it passes.',
  monotone: false, // a table may state a lower total for a higher threshold
  odd: false,
  prepare(config) {
    const rows = readThresholds(config);
    return {
      shape: 'quantity',
      prorated: optionalFlag(config, 'prorate'),
      charges(quantity) {
        const { threshold, total_amount } = lastPassed(rows, quantity);
        return [
          {
            kind: 'threshold',
            name: 'Total',
            quantity,
            unit_amount: total_amount,
            amount: total_amount,
            grouping: null,
            threshold,
          },
        ];
      },
    };
  },
};
