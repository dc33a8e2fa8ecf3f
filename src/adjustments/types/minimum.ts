import { prorated } from '../../prices/index.js';
import { countLines, distribute, excessOf } from '../distribute.js';
import { readMagnitude } from '../read-value.js';
import type { AdjustmentKind } from './adjustment-kind.js';

/** Raises the covered lines together to an amount; without a line there is nothing to raise (§6). */
export const minimumAdjustment: AdjustmentKind<'minimum'> = {
  adjustment_type: 'minimum',
  rank: 3,
  is_shared: true,
  read: (fields) => readMagnitude(fields, 'minimum_amount'),
  prorated,
  changes: (minimum, lines) => {
    const counted = countLines(lines);
    return distribute(excessOf(minimum, counted.sum), counted);
  },
};
