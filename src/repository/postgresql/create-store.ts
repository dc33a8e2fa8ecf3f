import { checkName, longestAccount } from '../guard.js';
import type { AccountStore, Repository, Transaction } from '../port.js';
import { storedText } from '../stored-text.js';
import { acknowledge, readAnswer, readOutbox, recordAnswer } from './answers.js';
import { findDocument, readDocument, removeDocument, writeDocument } from './documents.js';
import { appendEntries, countEntries, readEntries } from './entries.js';
import { appendEvents, findEvents, readEvents } from './events.js';
import { listDocuments } from './list-documents.js';
import { measureUsage } from './measure.js';
import { attemptsOf, quotedSchema, type PostgresqlOptions } from './options.js';
import { runStatement, runTransaction, type Place } from './run-transaction.js';
import type { Scope } from './scope.js';
import type { Database } from './session.js';
import { claimWork, listWork, scheduleWork } from './work.js';

/** A repository on PostgreSQL, whatever the driver. It opens no connection of its own, so that there is none to close. */
export function createRepository(database: Database, options: PostgresqlOptions): Repository {
  const settings = { database, schema: quotedSchema(options), attempts: attemptsOf(options) };
  return {
    account: (account_id) => {
      checkName('account_id', account_id, longestAccount);
      return createStore({ ...settings, account_id: storedText(account_id) });
    },
    close: async () => {},
  };
}

function createStore(place: Place): AccountStore {
  const { account_id } = place;
  return {
    transaction: (work) => runTransaction(place, transactionOn, work),
    readOutbox: (limit) => runStatement(place, (session) => readOutbox(session, account_id, limit)),
    acknowledge: (positions) => runStatement(place, (session) => acknowledge(session, account_id, positions)),
  };
}

function transactionOn(scope: Scope): Transaction {
  return {
    readDocument: (kind, id) => readDocument(scope, kind, id),
    findDocument: (kind, key) => findDocument(scope, kind, key),
    listDocuments: (query) => listDocuments(scope, query),
    writeDocument: (write) => writeDocument(scope, write),
    removeDocument: (kind, id, version) => removeDocument(scope, { kind, id, version }),
    appendEvents: (events) => appendEvents(scope, events),
    findEvents: (keys) => findEvents(scope, keys),
    readEvents: (query) => readEvents(scope, query),
    measureUsage: (question) => measureUsage(scope, question),
    appendEntries: (journal, next, entries) => appendEntries(scope, { journal, next, entries }),
    readEntries: (journal, from, limit) => readEntries(scope, { journal, from, limit }),
    countEntries: (journal) => countEntries(scope, journal),
    readAnswer: (key) => readAnswer(scope, key),
    recordAnswer: (key, answer) => recordAnswer(scope, key, answer),
    appendMessages: async (messages) => {
      scope.wrote ||= messages.length > 0;
      scope.messages.push(...messages.map((message) => JSON.stringify(message)));
    },
    scheduleWork: (queue, id, due) => scheduleWork(scope, { queue, id, due }),
    claimWork: (queue, until) => claimWork(scope, queue, until),
    listWork: (queue, until, limit) => listWork(scope, { queue, until, limit }),
  };
}
