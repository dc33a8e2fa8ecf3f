import type { AggregatedUsage } from '../api/index.js';
import type {
  DocumentKind,
  DocumentPage,
  DocumentQuery,
  DocumentWrite,
  JsonDocument,
  StoredDocument,
} from './documents.js';
import type { UsageQuestion } from './usage-question.js';

/**
 * An event as it is stored: its key is unique in the account, its body is never changed. The body has the fields of an
 * event by their names, `event_name`, `timestamp` and `properties` first of all, since metrics read them; whatever else the
 * caller keeps of it stands beside them.
 */
export type StoredEvent = {
  readonly idempotency_key: string;
  /** Whose it is: a customer's id, or an external id that no customer has yet, as the caller decides. */
  readonly customer_id: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly event: JsonDocument;
};

/** Whose events to read: `from ≤ timestamp < until`, in batches of at most `batch_size`. */
export type EventQuery = {
  readonly customer_ids: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly batch_size: number;
};

/** One entry of a journal: a customer's credit ledger in one currency, or an account's event log. */
export type JournalEntry = { readonly sequence: number; readonly entry: JsonDocument };

/** The answer that was given to a request, kept under its idempotency key. */
export type RecordedAnswer = { readonly fingerprint: string; readonly answer: JsonDocument };

/**
 * Work that falls due: a customer to bill, a window to close. Its id is unique in its queue; `due` counts milliseconds since
 * the epoch.
 */
export type WorkItem = { readonly id: string; readonly due: number };

/**
 * A message to deliver to another system. Positions grow: a transaction's messages come after those of every transaction
 * that was stored before it began.
 */
export type OutboxMessage = { readonly position: number; readonly message: JsonDocument };

/**
 * What can be read and written inside one transaction. Everything read is a state of one moment, with the transaction's
 * own writes in it. A refusal changes nothing: work may catch a `ConflictError` of a method and go on.
 *
 * Ids, keys and the names of journals are any text of at most 500 characters, those of customers of 200, of accounts and
 * queues of 100 (`limit_exceeded`). Once the transaction has ended its methods reject.
 */
export type Transaction = {
  /** A document, or null. */
  readDocument(kind: DocumentKind, id: string): Promise<StoredDocument | null>;
  /** The document of a kind that carries a unique key, or null. */
  findDocument(kind: DocumentKind, unique_key: string): Promise<StoredDocument | null>;
  /** A page of documents in the order of their creation. A cursor stays good while documents come and go. */
  listDocuments(query: DocumentQuery): Promise<DocumentPage>;
  /**
   * Stores a document and answers its new version.
   *
   * @throws `ConflictError` `stale_version` if the stored version is another than the one read; `duplicate_id` if it was
   * to be created and is there; `duplicate_key` if another document of the kind carries one of its unique keys
   */
  writeDocument(write: DocumentWrite): Promise<number>;
  /**
   * Removes a document.
   *
   * @throws `ConflictError` `stale_version` if it is not there in this version
   */
  removeDocument(kind: DocumentKind, id: string, version: number): Promise<void>;

  /**
   * Appends events; they are never changed and never removed.
   *
   * @throws `ConflictError` `duplicate_key` if the account has an event under one of the keys: none is then stored;
   * `invalid_instant` for a timestamp that is no whole number of milliseconds in the years 0001 to 9999
   */
  appendEvents(events: readonly StoredEvent[]): Promise<void>;
  /** The stored events under these keys, in any order; unknown keys are passed over. */
  findEvents(idempotency_keys: readonly string[]): Promise<readonly StoredEvent[]>;
  /**
   * The events of customers in a half-open window by timestamp, then key by code points; memory holds a batch at a time.
   */
  readEvents(query: EventQuery): AsyncIterable<readonly StoredEvent[]>;
  /**
   * Usage as the store itself counts it, or null where it does not; a store that counts nothing has no such method. It is
   * asked through the function `measureUsage`, which counts the events otherwise.
   */
  measureUsage?(question: UsageQuestion): Promise<AggregatedUsage | null>;

  /**
   * Appends to a journal, whose entries are numbered from 0 without a gap.
   *
   * @param next - the number that the first of the entries is to get
   * @throws `ConflictError` `sequence_gap` if that is not the journal's next number: nothing is then stored
   */
  appendEntries(journal: string, next: number, entries: readonly JsonDocument[]): Promise<void>;
  /** At most `limit` entries of a journal from a number on, in order. */
  readEntries(journal: string, from: number, limit: number): Promise<readonly JournalEntry[]>;
  /** The number that the journal's next entry will get. */
  countEntries(journal: string): Promise<number>;

  /** The answer kept under an idempotency key, or null. */
  readAnswer(key: string): Promise<RecordedAnswer | null>;
  /**
   * Keeps an answer under an idempotency key, once.
   *
   * @throws `ConflictError` `other_request` if one is kept under it
   */
  recordAnswer(key: string, answer: RecordedAnswer): Promise<void>;

  /** Adds messages to the outbox: they are there if the transaction is stored, and only then. */
  appendMessages(messages: readonly JsonDocument[]): Promise<void>;

  /** Says when a piece of work is due, in place of what was said before; null takes it out of the queue. */
  scheduleWork(queue: string, id: string, due: number | null): Promise<void>;
  /**
   * Claims what is due first of a queue, `due ≤ until`, ties by id, or answers null.
   *
   * What is claimed is passed over by the claims of all other transactions until this one ends, however it ends: a worker
   * that dies gives back what it held. Until it is scheduled anew, a second claim of the same transaction gets the same.
   * Null says that nothing is due but what others hold.
   */
  claimWork(queue: string, until: number): Promise<WorkItem | null>;
  /** The pieces of work of a queue that are due, `due ≤ until`, in the order in which they are claimed; none is claimed. */
  listWork(queue: string, until: number, limit: number): Promise<readonly WorkItem[]>;
};

/**
 * An account's store: the one door through which a backend keeps what the computations return.
 *
 * Accounts do not see each other's rows. Every method may reject with what the store itself has to say (a lost
 * connection, a full disk); nothing of the transaction is then stored, unless the store cannot know.
 */
export type AccountStore = {
  /**
   * Runs work in one transaction: all that it writes is stored together, or nothing if it rejects.
   *
   * A transaction that writes is stored only if every document and journal that it read is still as it was read: otherwise,
   * and where two wrote the same rows, one of them is run again from the start, or rejects with a `ConflictError` of the
   * reason `concurrent_transaction` and can be run again. What a listing did not find is not held: where only one such
   * document may exist, give it a unique key. Work may run more than once and starts no transaction of its own.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** At most `limit` messages that were not delivered yet, in order. */
  readOutbox(limit: number): Promise<readonly OutboxMessage[]>;
  /** Takes messages out of the outbox, once they were delivered; unknown positions are passed over. */
  acknowledge(positions: readonly number[]): Promise<void>;
};

/** A place where accounts keep their documents. */
export type Repository = {
  account(account_id: string): AccountStore;
  /** Gives back what it holds: connections, files. */
  close(): Promise<void>;
};
