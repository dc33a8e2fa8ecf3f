import { multiplyLater, negateLater } from '../../decimal/index.js';
import { readPercentage } from '../read-value.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/** Takes a share off each covered line; several compound, so that their order is irrelevant (L35). */
export const percentageDiscount: AdjustmentKind<'percentage_discount'> = {
  adjustment_type: 'percentage_discount',
  rank: 2,
  is_shared: false,
  read: (fields) => readPercentage(fields, 'percentage_discount'),
  prorated: (percentage) => percentage,
  changes: (percentage, lines) => lines.map(({ amount }) => negateLater(multiplyLater(amount, percentage))),
};
