import { add, subtract, zero, type Decimal } from '../../decimal/index.js';
import { localDay, millisPerHour, type Instant, type TimeZone } from '../../time/index.js';
import type { LedgerAct } from '../acts/act.js';
import type { CreditCharge } from '../charges/charge.js';
import type { BlockState } from './block-state.js';
import type { LedgerEntry } from './entry.js';
import { noBlocks, type LiveBlocks } from './live-blocks.js';

/** What a charge came to: paid from blocks, and made good by a negative balance (§8.4); and the balance after it. */
export type Coverage = {
  readonly charge: CreditCharge;
  readonly from_blocks: Decimal;
  readonly from_deficit: Decimal;
  readonly balance: Decimal;
};

/** A ledger while it runs. Mutable, and known to one run alone. */
export type Register = {
  readonly currency: string;
  readonly zone: TimeZone;
  readonly until: Instant;
  readonly grace_hours: number;
  readonly states: Map<string, BlockState>;
  readonly live: LiveBlocks;
  readonly entries: LedgerEntry[];
  readonly coverage: Coverage[];
  /** Promises of acts on blocks that another act has yet to make. */
  readonly reserved: Map<string, Decimal>;
  balance: Decimal;
  deficit: Decimal;
  /** The end of grace of the day whose charges came last. */
  grace: { day: Instant; end: number } | null;
};

/** What is particular to an entry; the rest follows. */
export type Writing = Pick<LedgerEntry, 'type' | 'at' | 'amount'> & {
  readonly state: BlockState | null;
  readonly charge?: CreditCharge;
  readonly act?: LedgerAct;
  readonly void_amount?: Decimal;
  readonly new_expiry?: Instant | null;
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
  return type === 'increment' && status === 'pending' ? 0 : directions[type];
}

/** Writes the next entry, chained to the one before (L36). */
export function write(register: Register, { state, ...writing }: Writing, announced?: 'pending'): void {
  const { type, at, amount } = writing;
  const status = announced ?? statusOf(register, writing.charge);
  const start = register.balance;
  register.balance = moved(start, amount, differenceOf(type, status));
  register.entries.push({
    type,
    at,
    status,
    block: state === null ? null : state.block,
    amount,
    start,
    end: register.balance,
    charge: writing.charge ?? null,
    act: writing.act ?? null,
    void_amount: writing.void_amount ?? null,
    new_expiry: writing.new_expiry ?? null,
  });
}

function moved(balance: Decimal, amount: Decimal, direction: 1 | 0 | -1): Decimal {
  if (direction === 0) return balance;
  return direction > 0 ? add(balance, amount) : subtract(balance, amount);
}

/** Usage is pending until its day has ended and grace has passed, then committed (§8.3). */
function statusOf(register: Register, charge: CreditCharge | undefined): LedgerEntry['status'] {
  if (charge === undefined) return 'committed';
  const { day } = charge;
  if (register.grace === null || register.grace.day !== day) {
    const end = localDay(register.zone, day).end + register.grace_hours * millisPerHour;
    register.grace = { day, end };
  }
  return register.grace.end <= register.until ? 'committed' : 'pending';
}

/** A register before anything has happened. */
export function openRegister(
  heading: Pick<Register, 'currency' | 'zone' | 'until' | 'grace_hours' | 'reserved'>,
): Register {
  return {
    ...heading,
    states: new Map(),
    live: noBlocks(),
    entries: [],
    coverage: [],
    balance: zero,
    deficit: zero,
    grace: null,
  };
}
