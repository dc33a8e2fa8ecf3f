import { formatDecimal, zero } from '../../decimal/index.js';
import { compareNumeric, decimalOf, numericOf, type Numeric } from '../expressions/values.js';
import { expectDecimal } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';

type Extreme = { best: Numeric | null };

/** The greatest (`wanted` 1) or least (−1) of the numeric values: what `max` and `min` have in common. */
export function createExtreme(wanted: -1 | 1): Aggregation<Extreme> {
  const offer = (state: Extreme, value: Numeric | null): void => {
    if (value === null) return;
    if (state.best === null || compareNumeric(value, state.best) === wanted) state.best = value;
  };
  return {
    start: () => ({ best: null }),
    add: (state, value) => offer(state, numericOf(value)),
    join: (into, from) => offer(into, from.best),
    quantity: ({ best }) => (best === null ? zero : decimalOf(best)),
    write: ({ best }) => (best === null ? null : formatDecimal(decimalOf(best))),
    read: (snapshot, path) => ({ best: snapshot === null ? null : expectDecimal(snapshot, path) }),
  };
}
