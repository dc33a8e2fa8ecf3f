/**
 * What can go wrong with a store.
 *
 * - `lost_before_commit`: the transaction times out, and nothing of it is stored;
 * - `lost_after_commit`: it times out, and all of it is stored;
 * - `run_again`: its work is run, undone, and run again, as after a conflict;
 * - `stale_read`: a document is read in an earlier version, as if it had been written since, and what builds upon it is
 *   refused as a conflict;
 * - `delivered_again`: an acknowledgement is lost, so that the messages come again;
 * - `crash`: the process dies between two calls; nothing of the transaction is stored, and nothing works until it is
 *   started again.
 */
export const faultKinds = [
  'lost_before_commit',
  'lost_after_commit',
  'run_again',
  'stale_read',
  'delivered_again',
  'crash',
] as const;

export type FaultKind = (typeof faultKinds)[number];

const brand = Symbol.for('reckoner.StoreFault');

/** The error with which a faulty store rejects; a caller of a real one would see its driver's. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly kind: FaultKind;

  constructor(kind: FaultKind) {
    super(`the store failed on purpose: ${kind}`);
    this.kind = kind;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** True for a `StoreFault` of any copy of this package. */
export function isStoreFault(value: unknown): value is StoreFault {
  return value instanceof Error && brand in value;
}
