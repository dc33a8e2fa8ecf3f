import { createSum, formatDecimal, type DecimalSum } from '../../decimal/index.js';
import { isDecimalText } from '../expressions/values.js';
import { expectDecimal } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';

/** The exact sum of the numeric values. */
export function createSumAggregation(): Aggregation<DecimalSum> {
  return {
    start: createSum,
    add: (sum, value) => {
      if (typeof value === 'number') sum.addNumber(value);
      else if (typeof value === 'string') {
        if (isDecimalText(value)) sum.addText(value);
      } else if (typeof value === 'object' && value !== null) sum.add(value);
    },
    join: (into, from) => into.add(from.total()),
    quantity: (sum) => sum.total(),
    write: (sum) => formatDecimal(sum.total()),
    read: (snapshot, path) => {
      const sum = createSum();
      sum.add(expectDecimal(snapshot, path));
      return sum;
    },
  };
}
