import { formatDecimal, integer } from '../../decimal/index.js';
import { numberValue } from '../expressions/values.js';
import { expectList, expectPlainValue, expectText } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';

/** `wide` holds, as texts, the computed decimals that no JSON number equals. */
type Distinct = { readonly values: Set<string | number | boolean>; readonly wide: Set<string> };

/** Distinct values that are not NULL, type-sensitive: 1 and "1" are two (§3). Memory grows with them. */
export function createUnique(): Aggregation<Distinct> {
  return {
    start: () => ({ values: new Set(), wide: new Set() }),
    add: (state, value) => {
      if (value === null) return;
      // A computed 1.0 is the number 1.
      const plain = typeof value === 'object' ? numberValue(value) : value;
      if (typeof plain === 'object') state.wide.add(formatDecimal(plain));
      else state.values.add(plain);
    },
    join: (into, from) => {
      for (const value of from.values) into.values.add(value);
      for (const text of from.wide) into.wide.add(text);
    },
    quantity: ({ values, wide }) => integer(values.size + wide.size),
    write: ({ values, wide }) => [[...values], [...wide]],
    read: (snapshot, path) => {
      const [values, wide] = expectList(snapshot, path);
      return {
        values: new Set(expectList(values, path).map((value) => expectPlainValue(value, path))),
        wide: new Set(expectList(wide, path).map((value) => expectText(value, path))),
      };
    },
  };
}
