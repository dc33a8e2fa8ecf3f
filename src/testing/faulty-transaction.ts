import { ConflictError, type StoredDocument, type Transaction } from '../repository/index.js';
import { StoreFault, type FaultKind } from './faults.js';
import type { Seeded } from './seeded.js';

/** The process that uses a faulty store. */
export type Process = {
  readonly random: Seeded;
  readonly rate: number;
  readonly faults: FaultKind[];
  crashed: boolean;
};

/** A transaction with at most one fault. */
export type FaultyTransaction = {
  readonly transaction: Transaction;
  readonly process: Process;
  readonly fault: FaultKind | null;
  /** By kind and id, what documents were before they were last written. */
  readonly earlier: ReadonlyMap<string, StoredDocument>;
  /** The same of those that this transaction writes. */
  readonly written: Map<string, StoredDocument>;
};

// A crash comes before one of so many first calls, or before the commit of a transaction that makes fewer.
const longestLife = 8;

export function refuseCrashed({ crashed }: Process): void {
  if (crashed) throw new StoreFault('crash');
}

export async function workWithFault<T>(
  faulty: FaultyTransaction,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const { transaction, process, fault } = faulty;
  const reads: Reads = { stale: false };
  const documents = { ...transaction, ...withEarlierDocuments(faulty, reads) };
  const outcome = await honest(work(fault === 'crash' ? dying(documents, process) : documents), reads);
  // Whatever the work made of the error: a process that is dead stores nothing.
  if (fault === 'crash') crash(process);
  refuseCrashed(process);
  if (fault === 'lost_before_commit') throw new StoreFault(fault);
  refuseStale(reads);
  return outcome;
}

type Reads = { stale: boolean };

/** What work refuses of a document that it read too early, it has no reason to refuse. */
async function honest<T>(outcome: Promise<T>, reads: Reads): Promise<T> {
  try {
    return await outcome;
  } catch (error) {
    refuseStale(reads);
    throw error;
  }
}

function refuseStale({ stale }: Reads): void {
  if (stale) throw new ConflictError('concurrent_transaction', 'a document was written since it was read');
}

/** Reads documents as they were before, and remembers what they were before they are written. */
function withEarlierDocuments(
  { transaction, fault, earlier, written }: FaultyTransaction,
  reads: Reads,
): Pick<Transaction, 'readDocument' | 'writeDocument'> {
  return {
    readDocument: async (kind, id) => {
      const before = fault === 'stale_read' ? earlier.get(`${kind} ${id}`) : undefined;
      if (before === undefined) return transaction.readDocument(kind, id);
      reads.stale = true;
      return before;
    },
    writeDocument: async (write) => {
      const before = await transaction.readDocument(write.kind, write.id);
      const version = await transaction.writeDocument(write);
      if (before) written.set(`${write.kind} ${write.id}`, before);
      return version;
    },
  };
}

/** A transaction whose process dies before one of its calls. */
function dying(transaction: Transaction, process: Process): Transaction {
  let left = process.random.below(longestLife);
  const before = (): void => {
    refuseCrashed(process);
    if (left === 0) crash(process);
    left -= 1;
  };
  return new Proxy(transaction, {
    get: (target, name: keyof Transaction) => {
      const method = target[name];
      if (typeof method !== 'function') return method;
      // What is iterated is not awaited; everything else rejects.
      if (name === 'readEvents') {
        return (...given: Parameters<Transaction['readEvents']>) => {
          before();
          return target.readEvents(...given);
        };
      }
      return async (...given: readonly never[]) => {
        before();
        return (method as (...values: readonly never[]) => unknown)(...given);
      };
    },
  });
}

function crash(process: Process): never {
  process.crashed = true;
  throw new StoreFault('crash');
}
