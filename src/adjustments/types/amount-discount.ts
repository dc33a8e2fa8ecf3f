import { prorated } from '../../prices/index.js';
import { countLines, lesserOf, takeOff } from '../distribute.js';
import { readMagnitude } from '../read-value.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/** Takes an amount off the covered lines together, never more than they come to; an unused rest is lost (§6). */
export const amountDiscount: AdjustmentKind<'amount_discount'> = {
  adjustment_type: 'amount_discount',
  rank: 1,
  is_shared: true,
  read: (fields) => readMagnitude(fields, 'amount_discount'),
  prorated,
  changes: (discount, lines) => {
    const counted = countLines(lines);
    return takeOff(lesserOf(discount, counted.sum), counted);
  },
};
