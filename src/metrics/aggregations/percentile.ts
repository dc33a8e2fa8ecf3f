import { add, integer, multiply, round, subtract, toNumber, zero, type Decimal } from '../../decimal/index.js';
import { invariant } from '../../errors/index.js';
import { compareNumeric, decimalOf, numericOf, type Numeric } from '../expressions/values.js';
import type { Aggregation, AggregationInputs } from './aggregation.js';
import { unmergeable } from './unmergeable.js';

type Values = { readonly values: Numeric[] };

/** The value below which a share of the numeric values lies, by linear interpolation. Memory grows with values. */
export function createPercentile({ percentile }: AggregationInputs): Aggregation<Values> {
  return {
    start: () => ({ values: [] }),
    add: ({ values }, value) => {
      const numeric = numericOf(value);
      if (numeric !== null) values.push(numeric);
    },
    join: (into, from) => {
      for (const value of from.values) into.values.push(value);
    },
    quantity: ({ values }) => {
      invariant(percentile !== null, 'a percentile metric without one is refused');
      return values.length === 0 ? zero : interpolated(values, percentile);
    },
    ...unmergeable,
  };
}

// §3: at rank p·(n − 1), counted from 0, between the two values beside it. Exact: nothing here divides.
function interpolated(values: Numeric[], percentile: Decimal): Decimal {
  // In place: the order of what was added has no meaning, and a list that is nearly sorted is sorted fast next time.
  values.sort(compareNumeric);
  const rank = multiply(percentile, integer(values.length - 1));
  const below = round(rank, 0, 'floor');
  const low = decimalOf(values[toNumber(below)] ?? 0);
  const high = values[toNumber(below) + 1];
  if (high === undefined) return low;
  return add(low, multiply(subtract(rank, below), subtract(decimalOf(high), low)));
}
