import { fail, shown } from '../../errors/index.js';
import type { Json } from '../aggregations/aggregation.js';
import type { Column } from '../aggregations/column.js';
import type { SeenEntry, SeenEvents } from '../events/seen-events.js';
import { ungroupedRow, type Groups, type GroupValue } from '../groups.js';
import { expectCount, expectList, expectPlainValue, expectText, refusePart } from './read-snapshot.js';

/** The state of an aggregator as plain JSON: to store it, or to send it to where shards are merged. */
export type UsageSnapshot = {
  readonly version: 1;
  /** The spec it belongs to; a snapshot goes into no other. */
  readonly spec: string;
  readonly ungrouped: Json;
  readonly groups: readonly { readonly grouping_values: readonly GroupValue[]; readonly state: Json }[];
  /** With `dedupe`, the keys met so far and a fingerprint of each body. */
  readonly seen: readonly SeenEntry[];
};

/** What a snapshot is taken of and goes back into. */
export type Storage = {
  readonly identity: string;
  readonly keys: number;
  readonly groups: Groups;
  readonly column: Column;
  readonly seen: SeenEvents | null;
};

export function takeSnapshot({ identity, groups, column, seen }: Storage): UsageSnapshot {
  return {
    version: 1,
    spec: identity,
    ungrouped: column.write(ungroupedRow),
    groups: groups.sorted().map(({ values, row }) => ({ grouping_values: values, state: column.write(row) })),
    seen: seen?.entries() ?? [],
  };
}

/** The snapshot of what is to be merged: of an aggregator, or of any object that gives one. */
export function askSnapshot(shard: unknown): unknown {
  if (typeof shard === 'object' && shard !== null && 'toJSON' in shard && typeof shard.toJSON === 'function') {
    return shard.toJSON();
  }
  const message = `is ${shown(shard)}; merge an aggregator, or a stored snapshot as { toJSON: () => snapshot }`;
  return fail('other', 'invalid_type', message);
}

/** Adds what a snapshot holds. All of it is read first: a refused snapshot has changed nothing. */
export function absorbSnapshot(storage: Storage, snapshot: unknown): void {
  const { groups, column, seen } = storage;
  const members = expectMembers(snapshot);
  if (members['version'] !== 1) refusePart(members['version'], 'version', 'version 1');
  if (members['spec'] !== storage.identity) {
    fail(
      'spec',
      'invalid_type',
      'The snapshot belongs to another spec; restore and merge with the spec it was taken of.',
    );
  }
  const joinUngrouped = column.read(members['ungrouped'], 'ungrouped');
  const arrivals = expectList(members['groups'], 'groups').map((group) => readGroup(group, storage));
  const entries = expectList(members['seen'], 'seen').map(readEntry);
  if (seen === null && entries.length > 0) refusePart(entries, 'seen', 'no keys without `dedupe`');
  seen?.absorb(entries);
  joinUngrouped(ungroupedRow);
  for (const { values, join } of arrivals) join(groups.rowFor(values));
}

type Arrival = { readonly values: readonly GroupValue[]; readonly join: (row: number) => void };

function readGroup(group: unknown, { column, keys }: Storage): Arrival {
  const members = expectMembers(group);
  const values = expectList(members['grouping_values'], 'groups').map((value) =>
    value === null ? null : expectPlainValue(value, 'groups'),
  );
  if (values.length !== keys || keys === 0) refusePart(values, 'groups', 'one value per key');
  return { values, join: column.read(members['state'], 'groups') };
}

function readEntry(entry: unknown): SeenEntry {
  const [key, fingerprint] = expectList(entry, 'seen');
  return [expectText(key, 'seen'), expectCount(fingerprint, 'seen')];
}

function expectMembers(value: unknown): { readonly [key: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return refusePart(value, '', 'an object');
}
