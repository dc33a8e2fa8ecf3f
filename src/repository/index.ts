/**
 * One small port through which a backend keeps what the computations return, and its adapters.
 *
 * Owns the port: documents by kind and id with a version, events that are only appended, journals without gaps, answers by
 * idempotency key, an outbox, queues of work that falls due, and one transaction around all of it. Does not own what is stored in them (services) and
 * knows no rule of billing. Invariants: a stale write is refused, never lost; a rejected transaction leaves nothing
 * behind; accounts do not see each other.
 *
 * @module repository
 */
export { ConflictError, isConflict, type ConflictReason } from './conflict.js';
export {
  documentKinds,
  type DocumentKind,
  type DocumentPage,
  type DocumentQuery,
  type DocumentWrite,
  type JsonDocument,
  type StoredDocument,
} from './documents.js';
export type {
  AccountStore,
  EventQuery,
  JournalEntry,
  OutboxMessage,
  RecordedAnswer,
  Repository,
  StoredEvent,
  Transaction,
  WorkItem,
} from './port.js';
export { measureUsage } from './measure-usage.js';
export type { UsageQuestion } from './usage-question.js';
export { createMemoryRepository } from './memory/create-memory-repository.js';
