import { formatDecimal, zero } from '../../decimal/index.js';
import { eventKey } from '../events/event-key.js';
import { decimalOf, numericOf, type Numeric } from '../expressions/values.js';
import { expectDecimal, expectList, expectText } from '../snapshots/read-snapshot.js';
import type { Aggregation, AggregationInputs } from './aggregation.js';
import { compareRanked, type RankedValue } from './ranked-value.js';

type Endmost = { entry: RankedValue | null };

/**
 * The numeric value of the event that is last (`wanted` 1) or first (−1) by `(by ?? timestamp, idempotency_key, value)`
 * (§3): what `latest` and `earliest` have in common.
 */
export function createEndmost({ by }: AggregationInputs, wanted: -1 | 1): Aggregation<Endmost> {
  const offer = (state: Endmost, entry: RankedValue): void => {
    if (state.entry === null || compareRanked(entry, state.entry) === wanted) state.entry = entry;
  };
  return {
    start: () => ({ entry: null }),
    add: (state, value, { event, at }) => {
      const numeric = numericOf(value);
      const rank = by === null ? at : numericOf(by(event, at));
      if (numeric !== null && rank !== null) offer(state, { by: rank, key: eventKey(event), value: numeric });
    },
    join: (into, from) => {
      if (from.entry !== null) offer(into, from.entry);
    },
    quantity: ({ entry }) => (entry === null ? zero : decimalOf(entry.value)),
    write: ({ entry }) => (entry === null ? null : [textOf(entry.by), entry.key ?? null, textOf(entry.value)]),
    read: (snapshot, path) => ({ entry: snapshot === null ? null : readEntry(snapshot, path) }),
  };
}

function textOf(value: Numeric): string {
  return formatDecimal(decimalOf(value));
}

function readEntry(snapshot: unknown, path: string): RankedValue {
  const [by, key, value] = expectList(snapshot, path);
  return {
    by: expectDecimal(by, path),
    key: key === null ? undefined : expectText(key, path),
    value: expectDecimal(value, path),
  };
}
