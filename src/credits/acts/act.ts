import type { Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';

type ActFields = {
  /** When it takes effect. */
  readonly at: Instant;
  readonly description: string | null;
  readonly metadata: { readonly [key: string]: string };
};

/** Credits taken by hand, from the blocks in burn order; beyond them the balance goes negative (D15). */
export type DecrementAct = ActFields & { readonly type: 'decrement'; readonly amount: Decimal };

/** Credits moved to a new block with another expiry; a null amount moves all that is left. */
export type ExpirationChangeAct = ActFields & {
  readonly type: 'expiration_change';
  readonly block_id: string;
  readonly amount: Decimal | null;
  readonly target: Instant;
  readonly new_block_id: string;
};

/** Credits taken back from a block. */
export type VoidAct = ActFields & {
  readonly type: 'void';
  readonly block_id: string;
  readonly amount: Decimal;
  readonly reason: string | null;
  readonly new_block_id: string;
};

/** Used credits returned to their block. */
export type AmendmentAct = ActFields & {
  readonly type: 'amendment';
  readonly block_id: string;
  readonly amount: Decimal;
};

/** The end of an allocation, with which what is left of its blocks is lost before their time (§8.6). */
export type EndAct = ActFields & { readonly type: 'end'; readonly allocation_id: string };

/** An act on one block. */
export type BlockAct = ExpirationChangeAct | VoidAct | AmendmentAct;

/** An entry made by hand, or an allocation's end: what the ledger is computed from beside blocks and usage (§8.5). */
export type LedgerAct = DecrementAct | BlockAct | EndAct;
