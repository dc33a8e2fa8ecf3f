import { createSum, formatDecimal, integer, ratio, zero, type DecimalSum } from '../../decimal/index.js';
import { numericOf } from '../expressions/values.js';
import { expectCount, expectDecimal, expectList } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';

type Average = { readonly sum: DecimalSum; values: number };

/** The exact sum of the numeric values over their number; the division is left to the one cut at the end (§3). */
export function createAverage(): Aggregation<Average> {
  return {
    start: () => ({ sum: createSum(), values: 0 }),
    add: (state, value) => {
      const numeric = numericOf(value);
      if (numeric === null) return;
      if (typeof numeric === 'number') state.sum.addNumber(numeric);
      else state.sum.add(numeric);
      state.values += 1;
    },
    join: (into, from) => {
      into.sum.add(from.sum.total());
      into.values += from.values;
    },
    quantity: ({ sum, values }) => (values === 0 ? zero : ratio(sum.total(), integer(values))),
    write: ({ sum, values }) => [formatDecimal(sum.total()), values],
    read: (snapshot, path) => {
      const [total, values] = expectList(snapshot, path);
      const sum = createSum();
      sum.add(expectDecimal(total, path));
      return { sum, values: expectCount(values, path) };
    },
  };
}
