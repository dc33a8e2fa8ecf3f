import { fail, shown } from '../errors/index.js';
import { instantOfMillis } from '../time/index.js';
import type { DocumentQuery, DocumentWrite } from './documents.js';
import type { EventQuery, StoredEvent, Transaction } from './port.js';

/** A transaction that checks what it is given, and rejects once its work is done. */
export type GuardedTransaction = { run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> };

const longestName = 500;
const longestCustomer = 200;
const longestQueue = 100;
/** The name of an account stands in every key of a database. */
export const longestAccount = 100;
const mostListed = 1000;

/**
 * Puts the checks that are the same for every store before its methods.
 *
 * What comes after the end is refused, because by then a connection may be at work for somebody else.
 */
export function guardTransaction(inner: Transaction): GuardedTransaction {
  const state = { ended: false };
  const transaction = checked(inner, () => {
    if (state.ended) throw new Error('The transaction has ended; await everything that its work starts.');
  });
  return {
    run: async (work) => {
      try {
        return await work(transaction);
      } finally {
        state.ended = true;
      }
    },
  };
}

/** Refuses a name that an index of a database could not hold. */
export function checkName(path: string, name: string, longest = longestName): void {
  if (typeof name !== 'string') fail(path, 'invalid_type', `is ${shown(name)}; give a text`);
  if (name.length > longest) fail(path, 'limit_exceeded', `has ${name.length} characters; give at most ${longest}`);
}

function isUsual(name: unknown, longest = longestName): boolean {
  return typeof name === 'string' && name.length <= longest;
}

/** Whether a timestamp is a whole number of milliseconds since 1970 and before the year 2100, as nearly all are. */
function isUsualTime(timestamp: number): boolean {
  return Number.isInteger(timestamp) && timestamp >= 0 && timestamp < 4_102_444_800_000;
}

function checkNames(path: string, names: readonly string[]): void {
  // The path is written for the name that is refused alone.
  const position = names.findIndex((name) => !isUsual(name));
  if (position >= 0) checkName(`${path}[${position}]`, names[position] as string);
}

/** Each method: refused after the end, then its arguments checked, then done. */
function checked(inner: Transaction, open: () => void): Transaction {
  const before = (check: () => void): void => {
    open();
    check();
  };
  return {
    ...checkedDocuments(inner, before),
    ...checkedEvents(inner, before),
    ...checkedRecords(inner, before),
  };
}

type Before = (check: () => void) => void;
type Methods<K extends keyof Transaction> = Pick<Transaction, K>;

function checkedDocuments(
  inner: Transaction,
  before: Before,
): Methods<'readDocument' | 'findDocument' | 'listDocuments' | 'writeDocument' | 'removeDocument'> {
  return {
    readDocument: async (kind, id) => {
      before(() => checkName('id', id));
      return inner.readDocument(kind, id);
    },
    findDocument: async (kind, key) => {
      before(() => checkName('unique_key', key));
      return inner.findDocument(kind, key);
    },
    listDocuments: async (query) => {
      before(() => checkQuery(query));
      return inner.listDocuments(query);
    },
    writeDocument: async (write) => {
      before(() => checkWrite(write));
      return inner.writeDocument(write);
    },
    removeDocument: async (kind, id, version) => {
      before(() => checkName('id', id));
      return inner.removeDocument(kind, id, version);
    },
  };
}

function checkedEvents(
  inner: Transaction,
  before: Before,
): Methods<'appendEvents' | 'findEvents' | 'readEvents' | 'measureUsage'> {
  return {
    // A store that counts nothing has no such method, and the caller need not ask.
    ...(inner.measureUsage && {
      measureUsage: async (question) => {
        before(() => checkNames('customer_ids', question.customer_ids));
        return (await inner.measureUsage?.(question)) ?? null;
      },
    }),
    appendEvents: async (events) => {
      before(() => checkEvents(events));
      return inner.appendEvents(events);
    },
    findEvents: async (keys) => {
      before(() => checkNames('idempotency_keys', keys));
      return inner.findEvents(keys);
    },
    readEvents: async function* (query) {
      before(() => checkEventQuery(query));
      for await (const batch of inner.readEvents(query)) {
        yield batch;
        before(() => {});
      }
    },
  };
}

type RecordMethod =
  | 'appendEntries'
  | 'readEntries'
  | 'countEntries'
  | 'readAnswer'
  | 'recordAnswer'
  | 'appendMessages'
  | 'scheduleWork'
  | 'claimWork'
  | 'listWork';

function checkedRecords(inner: Transaction, before: Before): Methods<RecordMethod> {
  return {
    appendEntries: async (journal, next, entries) => {
      before(() => checkName('journal', journal));
      return inner.appendEntries(journal, next, entries);
    },
    readEntries: async (journal, from, limit) => {
      before(() => checkName('journal', journal));
      return inner.readEntries(journal, from, limit);
    },
    countEntries: async (journal) => {
      before(() => checkName('journal', journal));
      return inner.countEntries(journal);
    },
    readAnswer: async (key) => {
      before(() => checkName('key', key));
      return inner.readAnswer(key);
    },
    recordAnswer: async (key, answer) => {
      before(() => checkName('key', key));
      return inner.recordAnswer(key, answer);
    },
    appendMessages: async (messages) => {
      before(() => {});
      return inner.appendMessages(messages);
    },
    scheduleWork: async (queue, id, due) => {
      before(() => checkScheduling(queue, id, due));
      return inner.scheduleWork(queue, id, due);
    },
    claimWork: async (queue, until) => {
      before(() => checkName('queue', queue, longestQueue));
      return inner.claimWork(queue, until);
    },
    listWork: async (queue, until, limit) => {
      before(() => checkName('queue', queue, longestQueue));
      return inner.listWork(queue, until, limit);
    },
  };
}

function checkQuery({ key, after, limit }: DocumentQuery): void {
  if (key !== undefined) checkName('key', key);
  if (typeof after === 'string' && !/^\d{1,15}$/.test(after)) {
    fail('after', 'invalid_type', `is ${shown(after)}; give the cursor of a page`);
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > mostListed) {
    fail('limit', 'limit_exceeded', `is ${shown(limit)}; give a whole number from 1 to ${mostListed}`);
  }
}

function checkWrite({ id, keys, unique_keys }: DocumentWrite): void {
  checkName('id', id);
  checkNames('keys', keys ?? []);
  checkNames('unique_keys', unique_keys ?? []);
}

function checkEvents(events: readonly StoredEvent[]): void {
  for (const [index, event] of events.entries()) {
    const { idempotency_key, customer_id, timestamp } = event;
    // Paths are written for the event that may be refused alone.
    if (isUsual(idempotency_key) && isUsual(customer_id, longestCustomer) && isUsualTime(timestamp)) continue;
    checkName(`events[${index}].idempotency_key`, idempotency_key);
    checkName(`events[${index}].customer_id`, customer_id, longestCustomer);
    instantOfMillis(timestamp, `events[${index}].timestamp`);
  }
}

function checkEventQuery({ customer_ids, batch_size }: EventQuery): void {
  checkNames('customer_ids', customer_ids);
  if (!Number.isInteger(batch_size) || batch_size < 1) {
    fail('batch_size', 'limit_exceeded', `is ${shown(batch_size)}; give a whole number from 1`);
  }
}

function checkScheduling(queue: string, id: string, due: number | null): void {
  checkName('queue', queue, longestQueue);
  checkName('id', id);
  if (due !== null) instantOfMillis(due, 'due');
}
