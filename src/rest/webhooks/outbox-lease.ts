import { isConflict, type AccountStore, type Transaction } from '../../repository/index.js';

/** That one delivery at a time works on an outbox, whichever process it is in. */
export type OutboxLease = {
  /** Whether the outbox is still this delivery's, for as long as one message takes; it is kept for longer where need be. */
  readonly keep: () => Promise<boolean>;
  /** Lets others deliver at once. */
  readonly giveBack: () => Promise<void>;
};

export type LeaseTerms = {
  readonly store: AccountStore;
  /** Now, in milliseconds since the epoch. */
  readonly now: () => number;
  /** How long one message takes at most, in milliseconds. */
  readonly message_time: number;
};

// The lease is the one piece of work of this queue: it falls due when the lease ends, and is nobody's from then on.
const queue = 'webhooks';
const id = 'outbox';

// Beside the time of a message: by how much the clocks of two machines may differ.
const clockSkew = 10_000;
// For how long nothing has to be written again.
const stretch = 30_000;

/** Takes the lease of an outbox; null where another delivery has it. */
export async function takeLease({ store, now, message_time }: LeaseTerms): Promise<OutboxLease | null> {
  const least = message_time + clockSkew;
  // Who takes what has ended ends later itself, by which the two are told apart.
  let end = await unlessConflict(store.transaction((transaction) => take(transaction, now(), least + stretch)));
  if (end === null) return null;
  return {
    keep: async () => {
      if (end === null || end - now() >= least) return end !== null;
      const later = now() + least + stretch;
      end = await unlessConflict(store.transaction((transaction) => move(transaction, end, later)));
      return end !== null;
    },
    giveBack: async () => {
      // Where it cannot be given back it comes to its end by itself.
      await store.transaction((transaction) => move(transaction, end, null)).catch(() => null);
    },
  };
}

async function take(transaction: Transaction, now: number, length: number): Promise<number | null> {
  // Nobody is at it while it is looked at, and nobody has it.
  const free = await transaction.claimWork(queue, now);
  if (free === null && (await holderOf(transaction)) !== null) return null;
  await transaction.scheduleWork(queue, id, now + length);
  return now + length;
}

/** Moves the end of a lease, or gives it back by null, unless it ended before and is another's now. */
async function move(transaction: Transaction, end: number | null, to: number | null): Promise<number | null> {
  if (end === null || (await holderOf(transaction)) !== end) return null;
  await transaction.scheduleWork(queue, id, to);
  return to;
}

/** When the lease ends, whoever has it; null where nobody took it. */
async function holderOf(transaction: Transaction): Promise<number | null> {
  const [lease] = await transaction.listWork(queue, Number.MAX_SAFE_INTEGER, 1);
  return lease?.due ?? null;
}

/** Null where another came between: whoever did has the lease. */
async function unlessConflict<T>(outcome: Promise<T>): Promise<T | null> {
  try {
    return await outcome;
  } catch (error) {
    if (isConflict(error)) return null;
    throw error;
  }
}
