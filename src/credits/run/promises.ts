import { add, isZero, maximum, minimum, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { DecrementAct } from '../acts/act.js';
import type { CreditBlock } from '../block.js';
import type { CreditCharge } from '../charges/charge.js';
import { paysFor } from '../matching.js';
import type { LedgerEntry } from './entry.js';

/** What takes credits: a charge, or an entry made by hand. */
export type Taker = CreditCharge | DecrementAct;

/** What blocks keep, by block, for those that give way to no usage, until their turn comes. */
export type Promises = ReadonlyMap<Taker, ReadonlyMap<string, Decimal>>;

/** A charge of an issued invoice that found less in the blocks than it was paid, and how many entries stood by then. */
export type Shortage = { readonly charge: CreditCharge; readonly amount: Decimal; readonly entries: number };

/** A run as far as shortages in it look back. */
export type ShortRun = {
  readonly currency: string;
  readonly entries: readonly LedgerEntry[];
  readonly shortages: readonly Shortage[];
};

// Where a block was taken away nothing can be promised to what it paid: so many are asked before that is taken for granted.
const mostShortages = 30;

/** The promises, and the first that can be made to an issued invoice that misses something; null: none can. */
export function promiseMore(promises: Promises, { currency, entries, shortages }: ShortRun): Promises | null {
  const first = entries.findIndex(({ charge, block }) => charge !== null && block !== null && givesWay(charge));
  // Nothing gave way to what came before all usage that could.
  const late = first < 0 ? [] : shortages.filter((own) => own.entries > first).slice(0, mostShortages);
  for (const shortage of late) {
    const more = promiseTo(shortage, promises, { currency, entries });
    if (more !== null) return more;
  }
  return null;
}

/** No promises: nothing was issued, or nothing came in between. */
export const noPromises: Promises = new Map();

/**
 * Promises what an issued invoice misses: it keeps what it was paid (§8.5), so that usage found out about later gives way
 * to it, as it does to entries made by hand (F20), and the balance stays above zero (D15).
 *
 * Usage of the latest day gives way first, of what took from a block that could have paid instead; else of what took from
 * a block that could have paid for what took from such a block, and so on. Null where none did.
 */
function promiseTo(
  shortage: Shortage,
  promises: Promises,
  { currency, entries }: Omit<ShortRun, 'shortages'>,
): Promises | null {
  const { charge, amount } = shortage;
  const takes = entries.slice(0, shortage.entries).flatMap((entry) => takeOf(entry) ?? []);
  const rivals = takes.filter(({ taker }) => givesWay(taker));
  const others = takes.filter(({ taker }) => !givesWay(taker));
  const taken = takenByEach(others);
  const promise = (missing: Decimal, among: readonly Take[]): Promises | null => {
    const own = withMissing(taken.get(charge) ?? new Map(), missing, among);
    const next = merged(promises, new Map([...taken, [charge, own]]));
    return isMore(next.get(charge), promises.get(charge)) ? next : null;
  };
  let reached: readonly Take[] = [];
  for (const blocks of blocksWithin(others, charge, { currency, blocks: new Set(takes.map(({ block }) => block)) })) {
    reached = rivals.filter(({ block }) => blocks.has(block));
    const next = promise(amount, reached);
    if (next !== null) return next;
  }
  // The latest of them made no difference: all of them give way.
  return promise(sumOf(reached), reached);
}

/** What was taken from a block at once. */
type Take = { readonly taker: Taker; readonly block: CreditBlock; readonly amount: Decimal };

function takeOf({ type, charge, by_hand, block, amount }: LedgerEntry): Take | null {
  const taker = charge ?? (by_hand?.act.type === 'decrement' ? by_hand.act : null);
  return type !== 'decrement' || block === null || taker === null ? null : { taker, block, amount };
}

/** Usage that is to be billed; what is issued stays, and what never becomes money is owed one way or the other (F19). */
export function givesWay(taker: Taker): boolean {
  return 'issued' in taker && taker.issued === null && taker.overage === 'bill';
}

/** The blocks that could pay for a charge, then also those that could for others that took from these, as long as they grow. */
function blocksWithin(
  others: readonly Take[],
  charge: CreditCharge,
  { currency, blocks }: { readonly currency: string; readonly blocks: Blocks },
): readonly Blocks[] {
  const steps: Blocks[] = [];
  const within = new Set<CreditBlock>();
  const asked = new Set<Taker>();
  let next: ReadonlySet<Taker> = new Set([charge]);
  while (next.size > 0) {
    for (const taker of next) {
      asked.add(taker);
      const own = [...blocks].filter((block) => !within.has(block) && couldPay(block, taker, currency));
      for (const block of own) within.add(block);
    }
    steps.push(new Set(within));
    next = new Set(others.flatMap(({ taker, block }) => (within.has(block) && !asked.has(taker) ? [taker] : [])));
  }
  return steps;
}

type Blocks = ReadonlySet<CreditBlock>;

/** Whether a block serves the time of a taker, and is of a pool that pays for it (§8.3, §8.6). */
function couldPay(block: CreditBlock, taker: Taker, currency: string): boolean {
  const { license_id, filters } = block;
  // Entries made by hand take from the shared pool, and skip blocks with filters (§8.5).
  if (!('day' in taker)) return servesAt(block, taker.at) && license_id === null && filters.length === 0;
  const isOpen = license_id === null || (license_id === taker.license_id && taker.license_status === 'active');
  return servesAt(block, taker.day) && isOpen && paysFor(block, taker, currency);
}

function servesAt({ usable_from, expiry }: CreditBlock, at: Instant): boolean {
  return usable_from !== null && usable_from <= at && (expiry === null || expiry > at);
}

/** What each took, by block: without it a block would keep for one what another takes of it first. */
function takenByEach(takes: readonly Take[]): Map<Taker, Map<string, Decimal>> {
  const taken = new Map<Taker, Map<string, Decimal>>();
  for (const { taker, block, amount } of takes) {
    const own = taken.get(taker) ?? new Map<string, Decimal>();
    own.set(block.id, add(own.get(block.id) ?? zero, amount));
    taken.set(taker, own);
  }
  return taken;
}

/** What a charge took, and what it misses out of the blocks that others took from, the latest of them first. */
function withMissing(
  taken: ReadonlyMap<string, Decimal>,
  amount: Decimal,
  rivals: readonly Take[],
): ReadonlyMap<string, Decimal> {
  const own = new Map(taken);
  let missing = amount;
  for (let position = rivals.length - 1; position >= 0 && !isZero(missing); position -= 1) {
    const { block, amount: rival } = rivals[position] as Take;
    const kept = minimum(rival, missing);
    own.set(block.id, add(own.get(block.id) ?? zero, kept));
    missing = subtract(missing, kept);
  }
  return own;
}

function sumOf(takes: readonly Take[]): Decimal {
  return takes.reduce((sum, { amount }) => add(sum, amount), zero);
}

/** Promises only grow, so that no turn takes back what an earlier one found out. */
function merged(promises: Promises, others: Promises): Promises {
  const next = new Map(promises);
  for (const [taker, own] of others) {
    const both = new Map(next.get(taker));
    for (const [block_id, amount] of own) both.set(block_id, maximum(both.get(block_id) ?? zero, amount));
    next.set(taker, both);
  }
  return next;
}

type Kept = ReadonlyMap<string, Decimal> | undefined;

function isMore(next: Kept, last: Kept): boolean {
  return [...(next ?? [])].some(([block_id, amount]) => !isZero(subtract(amount, last?.get(block_id) ?? zero)));
}

/** What each block keeps in all. */
export function keptByBlock(promises: Promises): Map<string, Decimal> {
  const kept = new Map<string, Decimal>();
  for (const own of promises.values()) {
    for (const [block_id, amount] of own) kept.set(block_id, add(kept.get(block_id) ?? zero, amount));
  }
  return kept;
}
