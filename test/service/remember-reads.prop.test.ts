import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryRepository, type Transaction } from '../../src/repository/index.js';
import { rememberReads } from '../../src/service/remember-reads.js';

type Step =
  | { readonly do: 'read'; readonly id: string }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'find'; readonly key: string }
  | { readonly do: 'list'; readonly key: string }
  | { readonly do: 'write'; readonly id: string; readonly key: string; readonly value: number };

const ids = fc.constantFrom('a', 'b', 'c');
const keys = fc.constantFrom('x', 'y');
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('read' as const), id: ids }),
    fc.record({ do: fc.constant('remove' as const), id: ids }),
    fc.record({ do: fc.constant('find' as const), key: keys }),
    fc.record({ do: fc.constant('list' as const), key: keys }),
    fc.record({ do: fc.constant('write' as const), id: ids, key: keys, value: fc.integer({ min: 0, max: 9 }) }),
  ),
  { maxLength: 20 },
);

async function take(transaction: Transaction, step: Step): Promise<unknown> {
  if (step.do === 'read') return transaction.readDocument('item', step.id);
  if (step.do === 'find') return transaction.findDocument('item', step.key);
  if (step.do === 'list') return transaction.listDocuments({ kind: 'item', key: step.key, limit: 2 });
  const stored = await transaction.readDocument('item', step.id);
  if (step.do === 'remove') return transaction.removeDocument('item', step.id, stored?.version ?? 0);
  const owned = { keys: [step.key], unique_keys: [step.key] };
  const document = { value: step.value };
  return transaction.writeDocument({ kind: 'item', id: step.id, version: stored?.version ?? null, document, ...owned });
}

async function answersTo(given: readonly Step[], open: (transaction: Transaction) => Transaction): Promise<unknown> {
  return createMemoryRepository()
    .account('demo')
    .transaction(async (inner) => {
      const transaction = open(inner);
      const answers: unknown[] = [];
      for (const step of given) answers.push(await take(transaction, step).catch((error: unknown) => String(error)));
      return answers;
    });
}

describe('a transaction that remembers what it read', () => {
  it('answers as one that asks each time, also about what it wrote itself', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        expect(await answersTo(given, rememberReads)).toEqual(await answersTo(given, (inner) => inner));
      }),
      { numRuns: 200 },
    );
  });

  it('asks once', async () => {
    const asked: string[] = [];
    await createMemoryRepository()
      .account('demo')
      .transaction(async (inner) => {
        const readDocument: Transaction['readDocument'] = (kind, id) => {
          asked.push(id);
          return inner.readDocument(kind, id);
        };
        const transaction = rememberReads({ ...inner, readDocument });
        for (const id of ['a', 'a', 'b', 'a']) await transaction.readDocument('item', id);
        await transaction.writeDocument({ kind: 'item', id: 'a', version: null, document: {} });
        await transaction.readDocument('plan', 'a');
        await transaction.readDocument('item', 'a');
      });
    expect(asked).toEqual(['a', 'b', 'a', 'a']);
  });
});
