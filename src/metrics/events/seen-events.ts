import { fail, shown } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { eventKey } from './event-key.js';
import { createFingerprint } from './fingerprint.js';
import { createKeyTable } from './key-table.js';

/** The keys met so far, each with the fingerprint of the body that came first under it. */
export type SeenEvents = {
  /** True for the first event of a key; false for an identical repeat; refuses another body under a known key. */
  readonly admit: (event: EventInput, at: Instant) => boolean;
  /** Takes in the keys of another shard, none of which may be known here. */
  readonly absorb: (entries: readonly SeenEntry[]) => void;
  readonly entries: () => readonly SeenEntry[];
};

export type SeenEntry = readonly [key: string, fingerprint: number];

/** §3 "Dedupe": one event per key, however often and in whatever order its identical repeats come. */
export function createSeenEvents(): SeenEvents {
  const fingerprints = createKeyTable();
  const fingerprintOf = createFingerprint();
  return {
    admit: (event, at) => {
      const key = eventKey(event);
      // An event without a key (a preview's, say) is nobody's repeat.
      if (key === undefined) return true;
      const fingerprint = fingerprintOf(event, at);
      const before = fingerprints.count();
      if (fingerprints.meet(key, fingerprint) !== fingerprint)
        refuseConflict(key, 'came before with another body; send each key with one body');
      return fingerprints.count() > before;
    },
    absorb: (entries) => {
      for (const [key] of entries) {
        // Both shards have counted it already, and no quantity could be taken back out of a maximum.
        if (fingerprints.has(key)) refuseConflict(key, 'is in both shards; send all events of one key to one shard');
      }
      for (const [key, fingerprint] of entries) fingerprints.meet(key, fingerprint);
    },
    entries: () => fingerprints.entries(),
  };
}

function refuseConflict(key: string, fault: string): never {
  fail('idempotency_key', 'idempotency_conflict', `The idempotency key ${shown(key)} ${fault}.`);
}
