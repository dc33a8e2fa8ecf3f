import { describe, expect, it } from 'vitest';
import { createMemoryRepository, measureUsage, type Repository, type Transaction } from '../../src/repository/index.js';
import { repositoryLaws } from '../../src/testing/index.js';

describe('the repository in memory', () => {
  it.each(repositoryLaws(createMemoryRepository))('$name', (law) => law.check());
});

/** A repository that does one thing wrong. */
function faulty(change: (transaction: Transaction) => Partial<Transaction>): () => Repository {
  return () => {
    const repository = createMemoryRepository();
    return {
      ...repository,
      account: (id) => {
        const store = repository.account(id);
        return {
          ...store,
          transaction: (work) => store.transaction((inner) => work({ ...inner, ...change(inner) })),
        };
      },
    };
  };
}

async function broken(create: () => Repository): Promise<string[]> {
  const outcomes = await Promise.allSettled(repositoryLaws(create).map((law) => law.check()));
  return repositoryLaws(create).flatMap(({ name }, at) => (outcomes[at]?.status === 'rejected' ? [name] : []));
}

describe('the laws of repositories', () => {
  it.each([
    [
      'loses a stale write',
      faulty((inner) => ({
        writeDocument: async (write) => {
          const stored = await inner.readDocument(write.kind, write.id);
          return inner.writeDocument({ ...write, version: stored?.version ?? null });
        },
      })),
      'a stale write is refused and changes nothing',
    ],
    [
      'lists in another order',
      faulty((inner) => ({
        listDocuments: async (query) => {
          const page = await inner.listDocuments(query);
          return { ...page, documents: [...page.documents].reverse() };
        },
      })),
      'documents are listed in the order of their creation, page by page',
    ],
    [
      'includes the end of a window',
      faulty((inner) => ({ readEvents: (query) => inner.readEvents({ ...query, until: query.until + 1 }) })),
      'events are read by customer and half-open window, by timestamp, then key, in bounded batches',
    ],
    [
      'numbers a journal with gaps',
      faulty((inner) => ({
        appendEntries: async (journal, _next, entries) =>
          inner.appendEntries(journal, await inner.countEntries(journal), entries),
      })),
      'a journal is numbered from 0 without a gap',
    ],
    [
      'forgets messages',
      faulty(() => ({ appendMessages: async () => {} })),
      'messages wait in the order of their transactions until they are acknowledged',
    ],
    [
      'hands out work before it is due',
      faulty((inner) => ({ claimWork: (queue) => inner.claimWork(queue, Infinity) })),
      'work is claimed when it is due, the earliest first, ties by id',
    ],
    [
      'hands out what another has',
      faulty((inner) => ({
        claimWork: async (queue) => (await inner.listWork(queue, Number.MAX_SAFE_INTEGER, 1))[0] ?? null,
      })),
      'of deliveries at once, one sends each message, once and in order',
    ],
    [
      'keeps work that was settled',
      faulty((inner) => ({
        scheduleWork: async (queue, id, due) => (due === null ? undefined : inner.scheduleWork(queue, id, due)),
      })),
      'work is scheduled anew, and taken out of its queue',
    ],
    [
      'takes a key that holds a NUL for another',
      faulty((inner) => ({
        writeDocument: (write) =>
          inner.writeDocument({ ...write, keys: write.keys?.map((key) => key.replaceAll('\0', '')) }),
      })),
      'ids and keys are any text',
    ],
    [
      'counts the events of another customer',
      faulty((inner) => ({
        measureUsage: (question) =>
          measureUsage(inner, { ...question, customer_ids: [...question.customer_ids, 'other'] }),
      })),
      'usage is counted of the customers and the half-open window that are asked for',
    ],
    [
      'stores half of what it refuses',
      faulty((inner) => ({
        appendEvents: async (events) => {
          for (const event of events) await inner.appendEvents([event]);
        },
      })),
      'a refusal changes nothing, and the work may go on',
    ],
  ])('find a repository that %s', async (_, create, name) => {
    expect(await broken(create)).toContain(name);
  });

  it('find an account that sees another', async () => {
    const create = (): Repository => {
      const repository = createMemoryRepository();
      return { ...repository, account: () => repository.account('shared') };
    };
    expect(await broken(create)).toContain('accounts do not see each other');
  });
});
