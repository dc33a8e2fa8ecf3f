import { prorated } from '../../prices/index.js';
import { countLines, excessOf, takeOff } from '../distribute.js';
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
    const counted = countLines(lines);
    return takeOff(excessOf(counted.sum, maximum), counted);
  },
};
