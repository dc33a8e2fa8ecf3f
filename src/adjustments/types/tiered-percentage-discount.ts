import { addLater, compareLater, multiplyLater, subtractLater, zero, type Exact } from '../../decimal/index.js';
import type { Band } from '../adjustment.js';
import { readBands } from '../bands.js';
import { countLines, lesserOf, takeOff } from '../distribute.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/** Takes a share off each band of what the covered lines come to together; above a bounded last band nothing (§6). */
export const tieredPercentageDiscount: AdjustmentKind<'tiered_percentage_discount'> = {
  adjustment_type: 'tiered_percentage_discount',
  rank: 2,
  is_shared: true,
  read: readBands,
  prorated: (bands) => bands,
  changes: (bands, lines) => {
    const counted = countLines(lines);
    return takeOff(discountOf(bands, counted.sum), counted);
  },
};

function discountOf(bands: readonly Band[], sum: Exact): Exact {
  let discount: Exact = zero;
  for (const { lower, upper, percentage } of bands) {
    if (compareLater(sum, lower) <= 0) break; // a bound belongs to the lower band
    const reached = upper === null ? sum : lesserOf(sum, upper);
    discount = addLater(discount, multiplyLater(subtractLater(reached, lower), percentage));
  }
  return discount;
}
