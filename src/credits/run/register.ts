import { add, subtract, zero, type Decimal } from '../../decimal/index.js';
import { localDay, millisPerHour, shiftInstant, type Instant, type TimeZone } from '../../time/index.js';
import type { CreditCharge } from '../charges/charge.js';
import type { RunningBlock } from './block-state.js';
import type { EntryByHand, LedgerEntry } from './entry.js';
import { noBlocks, type LiveBlocks } from './live-blocks.js';
import { keptByBlock, type Promises, type Shortage } from './promises.js';
import type { Unpaid } from './unpaid.js';

/**
 * What is being taken, for a charge or by hand, from blocks of a licence or of the shared pool; `rest` is still wanted. It is
 * what is written of each entry too, and one of it serves a whole run, so that taking allocates nothing else.
 */
export type Taking = {
  readonly type: 'decrement';
  at: Instant;
  /** What is being entered. */
  amount: Decimal;
  charge: CreditCharge | null;
  by_hand: EntryByHand | null;
  license_id: string | null;
  rest: Decimal;
};

/** A ledger while it runs. Mutable, and known to one run alone. */
export type Register = {
  readonly currency: string;
  readonly until: Instant;
  /** The first local day whose usage is still pending. */
  readonly committed_before: Instant;
  readonly states: Map<string, RunningBlock>;
  readonly live: LiveBlocks;
  /** Blocks beyond which usage is written off, by the licence that they are of. */
  readonly forgiving: Map<string, RunningBlock[]>;
  readonly entries: LedgerEntry[];
  readonly unpaid: Unpaid[];
  readonly taking: Taking;
  /** Promises of acts on blocks that another act has yet to make. */
  readonly reserved: Map<string, Decimal>;
  /** What issued invoices are promised, and what it comes to by block. */
  readonly promises: Promises;
  readonly promised: Map<string, Decimal>;
  readonly shortages: Shortage[];
  balance: Decimal;
  deficit: Decimal;
};

/** What is particular to an entry; the rest follows. */
export type Writing = Pick<LedgerEntry, 'type' | 'at' | 'amount'> & {
  readonly charge?: CreditCharge | null;
  readonly by_hand?: EntryByHand | null;
  /** What it is announced as; not said: it follows from the charge. */
  readonly status?: 'pending';
};

/** Whether an entry of a type raises the balance by its amount, lowers it, or leaves it (§8.5). */
const directions: { readonly [T in LedgerEntry['type']]: 1 | 0 | -1 } = {
  increment: 1,
  decrement: -1,
  expiration_change: 0,
  credit_block_expiry: -1,
  void_initiated: 0,
  void: -1,
  amendment: 1,
};

/** The difference that an entry makes to the balance; a pending increment makes none yet. */
export function differenceOf(type: LedgerEntry['type'], status: LedgerEntry['status']): 1 | 0 | -1 {
  // Nearly every entry is one, and asking is quicker than looking up.
  if (type === 'decrement') return -1;
  return type === 'increment' && status === 'pending' ? 0 : directions[type];
}

/** Writes the next entry, chained to the one before (L36). */
export function write(register: Register, state: RunningBlock | null, writing: Writing): void {
  const { type, at, amount, charge = null } = writing;
  const status = writing.status ?? statusOf(register, charge);
  const start = register.balance;
  const end = moved(start, amount, differenceOf(type, status));
  register.balance = end;
  // Named one by one: there is one entry per charge, and spreading would cost more than all else that it takes.
  register.entries.push({
    type,
    at,
    status,
    block: state === null ? null : state.block,
    amount,
    start,
    end,
    charge,
    by_hand: writing.by_hand ?? null,
  });
}

function moved(balance: Decimal, amount: Decimal, direction: 1 | 0 | -1): Decimal {
  if (direction === 0) return balance;
  return direction > 0 ? add(balance, amount) : subtract(balance, amount);
}

/** Usage is pending until its day has ended and grace has passed, then committed (§8.3). */
function statusOf({ committed_before }: Register, charge: CreditCharge | null): LedgerEntry['status'] {
  return charge === null || charge.day < committed_before ? 'committed' : 'pending';
}

/**
 * Where the usage begins that is still pending: with the local day that holds the instant which is grace ago. All days
 * before it ended by then, it did not (≤: a day whose grace ends now is over).
 */
export function startOfPending(zone: TimeZone, { until, grace_hours }: RunTerms): Instant {
  return localDay(zone, shiftInstant(until, -grace_hours * millisPerHour)).start;
}

/** How far a ledger is run, and how long usage stays pending after its day. */
export type RunTerms = {
  readonly until: Instant;
  readonly grace_hours: number;
};

/** A register before anything has happened; named one by one, so that all registers are of one form. */
export function openRegister({
  currency,
  until,
  committed_before,
  reserved,
  promises,
}: Pick<Register, 'currency' | 'until' | 'committed_before' | 'reserved' | 'promises'>): Register {
  return {
    currency,
    until,
    committed_before,
    states: new Map(),
    live: noBlocks(),
    forgiving: new Map(),
    entries: [],
    unpaid: [],
    taking: {
      type: 'decrement',
      at: until,
      amount: zero,
      charge: null,
      by_hand: null,
      license_id: null,
      rest: zero,
    },
    reserved,
    promises,
    promised: keptByBlock(promises),
    shortages: [],
    balance: zero,
    deficit: zero,
  };
}
