import type { AccountStore, Repository, StoredDocument, Transaction } from '../repository/index.js';
import { refuseCrashed, workWithFault, type Process } from './faulty-transaction.js';
import { StoreFault, type FaultKind } from './faults.js';
import { seeded } from './seeded.js';

/** How a store fails. */
export type FaultPlan = {
  /** The same seed makes the same faults of the same calls. */
  readonly seed: number;
  /** How often a transaction has a fault, from 0 (never) to 1; a quarter if not given. */
  readonly rate?: number | undefined;
};

/** A repository that fails on purpose. */
export type FaultyRepository = Repository & {
  /** What went wrong so far, in order. */
  readonly faults: () => readonly FaultKind[];
  /** Starts the process again after a crash. */
  readonly recover: () => void;
};

/**
 * Makes a repository fail as real ones do, by a seed, so that what is built on it can be shown to survive.
 *
 * It never breaks what the port promises: what it rejects with is what a caller has to expect.
 *
 * @param repository - the one that keeps what is stored, such as `createMemoryRepository()`
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { faultyRepository, isStoreFault } from 'reckoner/testing';
 *
 * const faulty = faultyRepository(createMemoryRepository(), { seed: 1, rate: 1 });
 * const store = faulty.account('demo');
 * let lost = 0;
 * for (let number = 0; number < 100; number += 1) {
 *   faulty.recover();
 *   await store
 *     .transaction((transaction) => transaction.appendMessages([{ number }]))
 *     .catch((error: unknown) => (lost += isStoreFault(error) ? 1 : 0));
 * }
 * lost > 0; // → true
 * ```
 */
export function faultyRepository(repository: Repository, plan: FaultPlan): FaultyRepository {
  const process: Process = { random: seeded(plan.seed), rate: plan.rate ?? 0.25, faults: [], crashed: false };
  return {
    account: (account_id) => faultyStore(repository.account(account_id), process),
    close: () => repository.close(),
    faults: () => [...process.faults],
    recover: () => {
      process.crashed = false;
    },
  };
}

const transactionFaults: readonly FaultKind[] = [
  'lost_before_commit',
  'lost_after_commit',
  'run_again',
  'stale_read',
  'crash',
];

function faultyStore(store: AccountStore, process: Process): AccountStore {
  const earlier = new Map<string, StoredDocument>();
  return {
    transaction: async (work) => {
      refuseCrashed(process);
      const fault = chooseFault(process);
      if (fault === 'run_again') await undone(store, work);
      const written = new Map<string, StoredDocument>();
      const outcome = await store.transaction((transaction) => {
        written.clear();
        return workWithFault({ transaction, process, earlier, written, fault }, work);
      });
      for (const [place, document] of written) earlier.set(place, document);
      if (fault === 'lost_after_commit') throw new StoreFault(fault);
      return outcome;
    },
    readOutbox: async (limit) => {
      refuseCrashed(process);
      return store.readOutbox(limit);
    },
    acknowledge: async (positions) => {
      refuseCrashed(process);
      if (process.random.next() < process.rate) process.faults.push('delivered_again');
      else await store.acknowledge(positions);
    },
  };
}

function chooseFault({ random, rate, faults }: Process): FaultKind | null {
  if (random.next() >= rate) return null;
  const fault = transactionFaults[random.below(transactionFaults.length)] ?? null;
  if (fault !== null) faults.push(fault);
  return fault;
}

type Work<T> = (transaction: Transaction) => Promise<T>;

/** Runs work and takes back what it stored. */
async function undone<T>(store: AccountStore, work: Work<T>): Promise<void> {
  const taken = new StoreFault('run_again');
  const run = store.transaction(async (transaction) => {
    await work(transaction);
    throw taken;
  });
  await run.catch((error: unknown) => {
    if (error !== taken) throw error;
  });
}
