import { checkName, guardTransaction, longestAccount } from '../guard.js';
import type { AccountStore, Repository, Transaction } from '../port.js';
import { storedText } from '../stored-text.js';
import { acknowledge, appendMessages, readAnswer, readOutbox, recordAnswer } from './answers.js';
import { connectionOf, type Connection, type SqliteDatabase } from './connection.js';
import { findDocument, readDocument, removeDocument, writeDocument } from './documents.js';
import { appendEntries, countEntries, readEntries } from './entries.js';
import { appendEvents, findEvents, readEvents } from './events.js';
import { listDocuments } from './list-documents.js';
import { runExclusively } from './run-exclusively.js';
import type { Scope } from './scope.js';
import { listWork, scheduleWork } from './work.js';

/**
 * A repository on SQLite: one file, or memory.
 *
 * Transactions run one after the other, each with the file's write lock; other processes wait, and after some seconds
 * reject with a `ConflictError` `concurrent_transaction`. A full disk rejects and leaves what was stored as it was.
 *
 * @param database - a `DatabaseSync` of `node:sqlite`, or a `Database` of `node-sqlite3-wasm`. It stays the caller's:
 * `close` does not close it. While a repository uses a connection, nothing else may
 * @example
 * ```ts
 * import { Database } from 'node-sqlite3-wasm';
 * import { createSqliteRepository, migrateSqlite } from 'reckoner/repository/sqlite';
 *
 * const database = new Database(':memory:'); // new DatabaseSync('billing.db') of node:sqlite on Node 22
 * await migrateSqlite(database); // → [1, 2, 3, 4]
 * const store = createSqliteRepository(database).account('demo');
 * await store.transaction((transaction) => transaction.countEntries('ledger')); // → 0
 * database.close();
 * ```
 */
export function createSqliteRepository(database: SqliteDatabase): Repository {
  const run = createQueue(connectionOf(database));
  return {
    account: (account_id) => {
      checkName('account_id', account_id, longestAccount);
      return createStore(run, storedText(account_id));
    },
    close: async () => {},
  };
}

type Run = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/** Runs one transaction after the other, whichever account it is of: a connection has one. */
function createQueue(connection: Connection): Run {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(() => runExclusively(connection, work));
    // A transaction that rejected must not stop the ones behind it.
    last = turn.catch(() => {});
    return turn;
  };
}

function createStore(run: Run, account_id: string): AccountStore {
  return {
    transaction: (work) => run((connection) => guardTransaction(transactionOn({ connection, account_id })).run(work)),
    readOutbox: (limit) => run(async (connection) => readOutbox({ connection, account_id }, limit)),
    acknowledge: (positions) => run(async (connection) => acknowledge({ connection, account_id }, positions)),
  };
}

function transactionOn(scope: Scope): Transaction {
  return {
    readDocument: async (kind, id) => readDocument(scope, kind, id),
    findDocument: async (kind, key) => findDocument(scope, kind, key),
    listDocuments: async (query) => listDocuments(scope, query),
    writeDocument: async (write) => writeDocument(scope, write),
    removeDocument: async (kind, id, version) => removeDocument(scope, { kind, id, version }),
    appendEvents: async (events) => appendEvents(scope, events),
    findEvents: async (keys) => findEvents(scope, keys),
    readEvents: async function* (query) {
      yield* readEvents(scope, query);
    },
    appendEntries: async (journal, next, entries) => appendEntries(scope, { journal, next, entries }),
    readEntries: async (journal, from, limit) => readEntries(scope, { journal, from, limit }),
    countEntries: async (journal) => countEntries(scope, journal),
    readAnswer: async (key) => readAnswer(scope, key),
    recordAnswer: async (key, answer) => recordAnswer(scope, key, answer),
    appendMessages: async (messages) => appendMessages(scope, messages),
    scheduleWork: async (queue, id, due) => scheduleWork(scope, { queue, id, due }),
    claimWork: async (queue, until) => listWork(scope, { queue, until, limit: 1 })[0] ?? null,
    listWork: async (queue, until, limit) => listWork(scope, { queue, until, limit }),
  };
}
