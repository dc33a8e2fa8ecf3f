import { optionalFlag, type Fields } from '../../errors/index.js';
import { lastPassed, readThresholds } from '../parts/thresholds.js';
import type { QuantityPlan } from '../price-model.js';

/** The total of the last row whose threshold was passed, none passed: 0; scaled by the fraction if `prorate` (D10). */
export function thresholdTotalAmount(config: Fields): QuantityPlan {
  const rows = readThresholds(config);
  return {
    shape: 'quantity',
    prorated: optionalFlag(config, 'prorate'),
    schedule: { kind: 'total', rows },
    charges({ quantity }) {
      const { threshold, total_amount: amount } = lastPassed(rows, quantity);
      return [{ kind: 'threshold', name: 'Total', quantity, unit_amount: amount, amount, grouping: null, threshold }];
    },
  };
}
