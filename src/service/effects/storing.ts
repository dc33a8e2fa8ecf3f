import type { Transaction } from '../../repository/index.js';
import type { Effect } from '../../wire/index.js';

/** The effects of some kinds. */
export type EffectOf<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** One effect, among all of its list, and where it is stored. */
export type Storing<E extends Effect = Effect> = {
  readonly transaction: Transaction;
  readonly effect: E;
  readonly effects: readonly Effect[];
};
