import type { DocumentKind, StoredDocument } from '../documents.js';
import type { JournalEntry, RecordedAnswer, StoredEvent, WorkItem } from '../port.js';

/** A stored document with what it can be found by, and its place in the order of creation. */
export type DocumentRow = StoredDocument & {
  readonly position: number;
  readonly keys: readonly string[];
  readonly unique_keys: readonly string[];
};

/** An event, or the JSON of its body as long as nobody has read it. */
export type EventRow = Omit<StoredEvent, 'event'> & { stored: string | StoredEvent };

/** A customer's events, and whether they are in the order of timestamp, then key. */
export type Timeline = { readonly events: EventRow[]; in_order: boolean };

/** Work that falls due, by id and in the order in which it is claimed. */
export type WorkQueue = { readonly by_id: Map<string, WorkItem>; readonly in_order: WorkItem[] };

/** Everything that one account has stored. */
export type AccountState = {
  /** By kind, then by id; each map is in the order of creation. */
  readonly documents: Map<DocumentKind, Map<string, DocumentRow>>;
  /** By kind and key, the documents that carry it. */
  readonly listed: Map<string, Map<string, DocumentRow>>;
  /** By kind and unique key, the id. */
  readonly unique: Map<string, string>;
  readonly events: Map<string, EventRow>;
  /** By customer. */
  readonly timelines: Map<string, Timeline>;
  readonly journals: Map<string, JournalEntry[]>;
  readonly answers: Map<string, RecordedAnswer>;
  /** By position, the JSON of the message. */
  readonly outbox: Map<number, string>;
  /** By the queue's name. */
  readonly work: Map<string, WorkQueue>;
  positions: number;
  messages: number;
};

export function emptyState(): AccountState {
  return {
    documents: new Map(),
    listed: new Map(),
    unique: new Map(),
    events: new Map(),
    timelines: new Map(),
    journals: new Map(),
    answers: new Map(),
    outbox: new Map(),
    work: new Map(),
    positions: 0,
    messages: 0,
  };
}

/** The documents of a kind, or those of them that carry a key, in no order. */
export function rowsOf(state: AccountState, kind: DocumentKind, key: string | undefined): DocumentRow[] {
  const rows = key === undefined ? state.documents.get(kind) : state.listed.get(uniqueKey(kind, key));
  return [...(rows?.values() ?? [])];
}

/** A key within its kind; kinds hold no space. */
export function uniqueKey(kind: DocumentKind, key: string): string {
  return `${kind} ${key}`;
}

/** A copy of the JSON of a value, as a database would keep it, frozen so that a reader cannot change what is stored. */
export function kept<T>(value: T): T {
  return frozenJson(JSON.stringify(value)) as T;
}

/** What a text of JSON says, frozen. */
export function frozenJson(text: string): unknown {
  return frozen(JSON.parse(text) as unknown);
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
