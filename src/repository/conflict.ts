// A registered symbol, because two entry points of the package do not share a class.
const brand = Symbol.for('reckoner.ConflictError');

/** What a store refuses because something was stored in between; the last: other transactions came first, again and again. */
export type ConflictReason =
  'stale_version' | 'duplicate_id' | 'duplicate_key' | 'sequence_gap' | 'other_request' | 'concurrent_transaction';

/**
 * A write that lost a race: nothing of its transaction was stored. Read again, decide again, write again.
 */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly reason: ConflictReason;

  constructor(reason: ConflictReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * True for a `ConflictError` of any copy of this package, and of any adapter.
 *
 * @example
 * ```ts
 * import { ConflictError, isConflict } from 'reckoner/repository';
 *
 * isConflict(new ConflictError('stale_version', 'customer acme was written in between')); // → true
 * isConflict(new Error('out of disk')); // → false
 * ```
 */
export function isConflict(value: unknown): value is ConflictError {
  return value instanceof Error && brand in value;
}
