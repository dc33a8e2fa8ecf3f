import { toNumber } from '../decimal/index.js';
import { invariant } from '../errors/index.js';
import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import type { Evaluate } from './expressions/evaluation.js';
import { inOrder } from './order.js';

/** One value of a grouping; null where the event has none. Type-sensitive: 1 is not "1" (§3). */
export type GroupValue = string | number | boolean | null;

export type Group = { readonly values: readonly GroupValue[]; readonly row: number };

/** The row of events that belong to no group. */
export const ungroupedRow = 0;

/** Which group an event belongs to. Rows count from 1; row 0 holds what belongs to none. */
export type Groups = {
  readonly rowOf: (event: EventInput, at: Instant) => number;
  readonly rowFor: (values: readonly GroupValue[]) => number;
  /** All groups, sorted (§2.1): strings by code unit, then numbers, booleans, null. */
  readonly sorted: () => readonly Group[];
};

type Branch = Map<GroupValue, Branch | number>;

/**
 * Nested maps, one level per key: no joined text that a value could imitate, and memory that grows with groups alone.
 * `keepsNull` makes null a value like others (price models); otherwise an event without a key is in no group (usage).
 */
export function createGroups(keys: readonly Evaluate[], keepsNull: boolean): Groups {
  const root: Branch = new Map();
  let rows = ungroupedRow;
  const rowFor = (values: readonly GroupValue[]): number => {
    let branch = root;
    for (let level = 0; level < values.length - 1; level += 1) branch = openBranch(branch, values[level] ?? null);
    const last = values.at(-1) ?? null;
    const known = branch.get(last);
    if (typeof known === 'number') return known;
    rows += 1;
    branch.set(last, rows);
    return rows;
  };
  // Apart from where rows are looked up: a function that captures an event makes every look-up set aside room for it.
  const valuesOf = (event: EventInput, at: Instant) => keys.map((key) => readGroupValue(key, event, at));
  return {
    rowFor,
    rowOf: (event, at) => {
      if (keys.length === 0) return ungroupedRow;
      // Nearly every event is of a group that is known: its values are looked up as they are read, and kept nowhere.
      let known: Branch | number | undefined = root;
      for (let level = 0; level < keys.length; level += 1) {
        const value = readGroupValue(keys[level], event, at);
        if (value === null && !keepsNull) return ungroupedRow;
        if (typeof known === 'object') known = known.get(value);
      }
      return typeof known === 'number' ? known : rowFor(valuesOf(event, at));
    },
    sorted: () => listGroups(root, []),
  };
}

// A computed decimal groups under its nearest JSON number, which is what a grouping value is.
export function readGroupValue(key: Evaluate | undefined, event: EventInput, at: Instant): GroupValue {
  const value = key?.(event, at) ?? null;
  return typeof value === 'object' && value !== null ? toNumber(value) : value;
}

function openBranch(branch: Branch, value: GroupValue): Branch {
  const known = branch.get(value);
  if (known !== undefined) {
    invariant(typeof known !== 'number', 'a row is only at the last key');
    return known;
  }
  const opened: Branch = new Map();
  branch.set(value, opened);
  return opened;
}

function listGroups(branch: Branch, values: readonly GroupValue[]): readonly Group[] {
  const entries = inOrder(branch, ([left], [right]) => compareGroupValues(left, right));
  return entries.flatMap(([value, inner]) => {
    const extended = [...values, value];
    return typeof inner === 'number' ? [{ values: extended, row: inner }] : listGroups(inner, extended);
  });
}

const typeRanks: ReadonlyMap<string, number> = /*#__PURE__*/ new Map([
  ['string', 0],
  ['number', 1],
  ['boolean', 2],
]);

/** The order of groups (§2.1): strings by code unit, then numbers, then booleans (false first), then null. */
export function compareGroupValues(left: GroupValue, right: GroupValue): number {
  const gap = (typeRanks.get(typeof left) ?? 3) - (typeRanks.get(typeof right) ?? 3);
  if (gap !== 0 || left === null || right === null) return gap;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
