import { addExact, minimumExact, subtractExact } from '../../decimal/index.js';
import { invariant } from '../../errors/index.js';
import { prorated } from '../../prices/index.js';
import { readMagnitude } from '../read-value.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/**
 * Takes the last units off each covered line by rating it again with less usage (D3), the full number on each.
 *
 * Where less usage costs more, the discount is nothing rather than a charge (F16).
 */
export const usageDiscount: AdjustmentKind<'usage_discount'> = {
  adjustment_type: 'usage_discount',
  rank: 0,
  is_shared: false,
  read: (fields) => readMagnitude(fields, 'usage_discount'),
  prorated,
  changes: (units, lines) =>
    lines.map(({ amount, units: before, line: { reducedSubtotal } }) => {
      invariant(reducedSubtotal !== null, 'a usage discount covers only lines that can be rated again');
      // Usage discounts act first, so that the running amount is P(q) less what they took off so far: Vₖ ≥ Vₖ₋₁.
      return subtractExact(minimumExact(amount, reducedSubtotal(addExact(before, units))), amount);
    }),
};
