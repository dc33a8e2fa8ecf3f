import type { Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditLedgerEntry } from '../../wire/index.js';
import type { LedgerAct } from '../acts/act.js';
import type { CreditBlock } from '../block.js';
import type { CreditCharge } from '../charges/charge.js';

/** One entry of a ledger; its sequence number is its position. */
export type LedgerEntry = {
  readonly type: CreditLedgerEntry['entry_type'];
  readonly at: Instant;
  readonly status: 'committed' | 'pending';
  /** Null: beyond all blocks, the deficit. */
  readonly block: CreditBlock | null;
  /** A magnitude (F2). */
  readonly amount: Decimal;
  readonly start: Decimal;
  readonly end: Decimal;
  readonly charge: CreditCharge | null;
  /** What an entry says that was made by hand; null on the many that were not. */
  readonly by_hand: EntryByHand | null;
};

/** What an act adds to an entry. */
export type EntryByHand = {
  readonly act: LedgerAct;
  /** What a void takes back in all; null on other entries. */
  readonly void_amount: Decimal | null;
  /** When the block expires that credits moved to; null on other entries. */
  readonly new_expiry: Instant | null;
};

/** What an act adds to an entry that neither voids nor moves anything. */
export function byHand(act: LedgerAct): EntryByHand {
  return { act, void_amount: null, new_expiry: null };
}
