import { ConflictError } from '../conflict.js';
import type { JsonDocument } from '../documents.js';
import { checkName, guardTransaction, longestAccount } from '../guard.js';
import type { AccountStore, Repository, Transaction } from '../port.js';
import { emptyState, frozenJson, kept, uniqueKey, type AccountState } from './account-state.js';
import { findRow, listRows, removeRow, storedOf, writeRow } from './memory-documents.js';
import { appendEvents, eventBatches, eventsUnder } from './memory-events.js';
import { claimable, firstDue, scheduleWork } from './memory-work.js';
import { createUndo, type Undo } from './undo.js';

/**
 * A repository in memory: the reference that adapters are measured against, and enough for tests and tools.
 *
 * Transactions of an account run one after the other, so that they never conflict by themselves; what one writes is undone
 * if it rejects.
 *
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 *
 * const store = createMemoryRepository().account('demo');
 * await store.transaction((transaction) =>
 *   transaction.writeDocument({ kind: 'customer', id: 'acme', version: null, document: { id: 'acme', currency: 'USD' } }),
 * );
 * const stored = await store.transaction((transaction) => transaction.readDocument('customer', 'acme'));
 * stored?.version; // → 1
 * ```
 */
export function createMemoryRepository(): Repository {
  const accounts = new Map<string, AccountStore>();
  return {
    account: (account_id) => {
      checkName('account_id', account_id, longestAccount);
      const store = accounts.get(account_id) ?? createStore(emptyState());
      accounts.set(account_id, store);
      return store;
    },
    close: async () => {},
  };
}

function createStore(state: AccountState): AccountStore {
  let last: Promise<unknown> = Promise.resolve();
  return {
    transaction: (work) => {
      const turn = last.then(() => runInState(state, work));
      // A transaction that rejected must not stop the ones behind it.
      last = turn.catch(() => {});
      return turn;
    },
    readOutbox: async (limit) => {
      await last;
      const waiting = [...state.outbox].sort(([a], [b]) => a - b).slice(0, limit);
      return waiting.map(([position, text]) => ({ position, message: frozenJson(text) as JsonDocument }));
    },
    acknowledge: async (positions) => {
      await last;
      for (const position of positions) state.outbox.delete(position);
    },
  };
}

async function runInState<T>(state: AccountState, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const undo = createUndo();
  const guarded = guardTransaction(transactionOn(state, undo));
  try {
    return await guarded.run(work);
  } catch (error) {
    undo.all();
    throw error;
  }
}

function transactionOn(state: AccountState, undo: Undo): Transaction {
  return {
    readDocument: async (kind, id) => {
      const row = findRow(state, kind, id);
      return row ? storedOf(row) : null;
    },
    findDocument: async (kind, key) => {
      const id = state.unique.get(uniqueKey(kind, key));
      const row = id === undefined ? undefined : findRow(state, kind, id);
      return row ? storedOf(row) : null;
    },
    listDocuments: async (query) => listRows(state, query),
    writeDocument: async (write) => writeRow(state, write, undo),
    removeDocument: async (kind, id, version) => removeRow(state, { kind, id, version }, undo),
    appendEvents: async (events) => appendEvents(state, events, undo),
    findEvents: async (keys) => eventsUnder(state, keys),
    readEvents: async function* (query) {
      yield* eventBatches(state, query);
    },
    appendEntries: async (journal, next, entries) => appendEntries({ state, undo }, { journal, next, entries }),
    readEntries: async (journal, from, limit) => (state.journals.get(journal) ?? []).slice(from, from + limit),
    countEntries: async (journal) => state.journals.get(journal)?.length ?? 0,
    readAnswer: async (key) => state.answers.get(key) ?? null,
    recordAnswer: async (key, answer) => {
      if (state.answers.has(key)) throw new ConflictError('other_request', `an answer is kept under ${key} already`);
      undo.set(state.answers, key, kept(answer));
    },
    appendMessages: async (messages) => {
      for (const message of messages) {
        const position = state.messages;
        state.messages += 1; // never taken back: a number that was given once is not given again
        undo.set(state.outbox, position, JSON.stringify(message));
      }
    },
    scheduleWork: async (queue, id, due) => scheduleWork(state, { queue, id, due }, undo),
    // Transactions run one after the other, so that nothing is ever held by another one.
    claimWork: async (queue, until) => firstDue(state, queue, until),
    listWork: async (queue, until, limit) => claimable(state, queue, until).slice(0, limit),
  };
}

type Appending = { readonly journal: string; readonly next: number; readonly entries: readonly JsonDocument[] };

function appendEntries(
  { state, undo }: { state: AccountState; undo: Undo },
  { journal, next, entries }: Appending,
): void {
  const stored = state.journals.get(journal) ?? [];
  if (stored.length !== next) {
    throw new ConflictError('sequence_gap', `the next entry of ${journal} is number ${stored.length}, not ${next}`);
  }
  state.journals.set(journal, stored);
  for (const [position, entry] of entries.entries()) stored.push(kept({ sequence: next + position, entry }));
  undo.add(() => (stored.length = next));
}
