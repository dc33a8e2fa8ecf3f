import type { DocumentKind, DocumentPage, DocumentQuery, StoredDocument, Transaction } from '../repository/index.js';

/** How many answers one transaction remembers; further ones are asked for again. */
const most = 1000;

type Reads = Pick<Transaction, 'readDocument' | 'findDocument' | 'listDocuments' | 'writeDocument' | 'removeDocument'>;

/**
 * A transaction that asks its store once for each document and each list under a key: what a transaction reads is a state of
 * one moment, which only its own writes change. A write forgets what was read of its kind.
 *
 * Lists of a whole kind are not remembered, because an account may have more of it than fits in memory.
 */
export function rememberReads(inner: Transaction): Transaction {
  const memory = createMemory();
  const reads: Reads = {
    readDocument: (kind, id) =>
      memory.once<StoredDocument | null>(kind, `id ${id}`, () => inner.readDocument(kind, id)),
    findDocument: (kind, key) =>
      memory.once<StoredDocument | null>(kind, `key ${key}`, () => inner.findDocument(kind, key)),
    listDocuments: (query) =>
      query.key === undefined
        ? inner.listDocuments(query)
        : memory.once<DocumentPage>(query.kind, nameOf(query), () => inner.listDocuments(query)),
    writeDocument: async (write) => {
      memory.forget(write.kind);
      return inner.writeDocument(write).finally(() => memory.forget(write.kind));
    },
    removeDocument: async (kind, id, version) => {
      memory.forget(kind);
      return inner.removeDocument(kind, id, version).finally(() => memory.forget(kind));
    },
  };
  return { ...inner, ...reads };
}

function nameOf({ key, after, limit, order }: DocumentQuery): string {
  return `list ${JSON.stringify([key, after, limit, order])}`;
}

type Memory = {
  /** What was answered to a question about a kind, asked if it was not yet. */
  readonly once: <T>(kind: DocumentKind, question: string, ask: () => Promise<T>) => Promise<T>;
  readonly forget: (kind: DocumentKind) => void;
};

function createMemory(): Memory {
  const kinds = new Map<DocumentKind, Map<string, unknown>>();
  let size = 0;
  const answersOf = (kind: DocumentKind): Map<string, unknown> => {
    const answers = kinds.get(kind) ?? new Map<string, unknown>();
    kinds.set(kind, answers);
    return answers;
  };
  return {
    once: async <T>(kind: DocumentKind, question: string, ask: () => Promise<T>): Promise<T> => {
      const answers = answersOf(kind);
      // Under a question stands the answer to it, whose type it has.
      if (answers.has(question)) return answers.get(question) as T;
      const answer = await ask();
      // A write since has put another map in the place of this one, so that nothing old is remembered.
      if (size < most && kinds.get(kind) === answers) {
        answers.set(question, answer);
        size += 1;
      }
      return answer;
    },
    forget: (kind) => {
      size -= kinds.get(kind)?.size ?? 0;
      kinds.delete(kind);
    },
  };
}
