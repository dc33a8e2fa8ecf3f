import { maximumExact, subtractExact, zero } from '../../decimal/index.js';
import { prorated } from '../../prices/index.js';
import { sumCovered, takeOff } from '../distribute.js';
import { readMagnitude } from '../read-value.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/** Lowers the covered lines together to an amount; it acts last, so that it wins over a larger minimum (§6). */
export const maximumAdjustment: AdjustmentKind<'maximum'> = {
  adjustment_type: 'maximum',
  rank: 4,
  is_shared: true,
  read: (fields) => readMagnitude(fields, 'maximum_amount'),
  prorated,
  changes: (maximum, lines) => {
    const amounts = lines.map(({ amount }) => amount);
    return takeOff(maximumExact(zero, subtractExact(sumCovered(amounts), maximum)), amounts);
  },
};
