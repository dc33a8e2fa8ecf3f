import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryRepository, isConflict, type AccountStore } from '../../src/repository/index.js';
import { faultKinds, faultyRepository, isStoreFault, StoreFault, type FaultKind } from '../../src/testing/index.js';
import { pay, payAndCount, payForgetfully, payInTwoSteps, type Pay, type Payment } from './till.js';

const payments = fc.array(fc.record({ till: fc.constantFrom('a', 'b'), amount: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 8,
});
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Sends each payment until it is answered, and delivers messages in between; answers what a history breaks, or null. */
async function history(send: Pay, seed: number, given: readonly Omit<Payment, 'key'>[]): Promise<string | null> {
  const memory = createMemoryRepository();
  const faulty = faultyRepository(memory, { seed, rate: 0.5 });
  const store = faulty.account('demo');
  const delivered: string[] = [];
  const answers: number[] = [];
  for (const [index, payment] of given.entries()) {
    answers.push(await persistently(faulty.recover, () => send(store, { ...payment, key: `k${index}` })));
    await persistently(faulty.recover, () => deliver(store, delivered));
  }
  return broken({ given, delivered, answers, store: memory.account('demo') });
}

async function persistently<T>(recover: () => void, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isConflict(error) && !isStoreFault(error)) throw error;
      if (attempt === 200) throw error;
      recover();
    }
  }
}

async function deliver(store: AccountStore, delivered: string[]): Promise<void> {
  const messages = await store.readOutbox(2);
  delivered.push(...messages.map(({ message }) => String(message['key'])));
  await store.acknowledge(messages.map(({ position }) => position));
}

type Outcome = {
  readonly given: readonly Omit<Payment, 'key'>[];
  readonly delivered: readonly string[];
  readonly answers: readonly number[];
  readonly store: AccountStore;
};

/** Compares what is stored with the payments added up by hand. */
async function broken({ given, delivered, answers, store }: Outcome): Promise<string | null> {
  const sums = new Map<string, number>();
  const expected = given.map(({ till, amount }) => {
    sums.set(till, (sums.get(till) ?? 0) + amount);
    return sums.get(till);
  });
  if (JSON.stringify(answers) !== JSON.stringify(expected)) return `answers ${answers.join()}, not ${expected.join()}`;
  for (const [till, sum] of sums) {
    const [stored, entries] = await store.transaction(
      async (transaction) =>
        [await transaction.readDocument('customer', till), await transaction.readEntries(till, 0, 100)] as const,
    );
    if (stored?.document['balance'] !== sum) return `balance of ${till}`;
    const total = entries.reduce((before, { entry }) => before + Number(entry['amount']), 0);
    if (total !== sum || entries.length !== given.filter((payment) => payment.till === till).length) return 'journal';
  }
  const waiting = (await store.readOutbox(100)).map(({ message }) => String(message['key']));
  const sent = new Set([...delivered, ...waiting]);
  return sent.size === given.length ? null : 'messages';
}

describe('a faulty repository', () => {
  it('loses and repeats nothing of what is sent until it is answered, under its key', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, payments, async (seed, given) => {
        expect(await history(pay, seed, given)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['forgets keys', () => payForgetfully],
    ['remembers keys in another transaction', () => payInTwoSteps],
    ['keeps a state of its own', payAndCount],
  ])('finds who %s', async (_name, create) => {
    const found: (string | null)[] = [];
    for (let seed = 0; seed < 100; seed += 1) {
      const given = [1, 2, 3, 4].map((amount) => ({ till: 'a', amount }));
      found.push(await history(create(), seed, given));
    }
    expect(found.filter((fault) => fault !== null).length).toBeGreaterThan(0);
  });

  it('makes every kind of fault, and the same ones for the same seed', async () => {
    const run = async (): Promise<readonly FaultKind[]> => {
      const faulty = faultyRepository(createMemoryRepository(), { seed: 7, rate: 0.9 });
      const store = faulty.account('demo');
      for (let index = 0; index < 60; index += 1) {
        await persistently(faulty.recover, () => pay(store, { key: `k${index}`, till: 'a', amount: 1 }));
        await deliver(store, []).catch(faulty.recover);
      }
      return faulty.faults();
    };
    const faults = await run();
    expect([...new Set(faults)].sort()).toEqual([...faultKinds].sort());
    expect(await run()).toEqual(faults);
  });

  it('makes none at a rate of 0', async () => {
    const faulty = faultyRepository(createMemoryRepository(), { seed: 1, rate: 0 });
    for (let index = 0; index < 50; index += 1) {
      await pay(faulty.account('demo'), { key: `k${index}`, till: 'a', amount: 1 });
    }
    expect(faulty.faults()).toEqual([]);
    await faulty.close();
  });

  it('does nothing for a process that has crashed, until it is started again', async () => {
    const faulty = faultyRepository(createMemoryRepository(), { seed: 1, rate: 1 });
    const store = faulty.account('demo');
    let error: unknown;
    while (!(error instanceof StoreFault && error.kind === 'crash')) {
      error = await store
        .transaction((transaction) => transaction.countEntries('x'))
        .catch((caught: unknown) => caught);
    }
    const made = faulty.faults().length;
    await expect(store.readOutbox(1)).rejects.toMatchObject({ kind: 'crash' });
    await expect(store.acknowledge([])).rejects.toMatchObject({ kind: 'crash' });
    await expect(store.transaction(async () => 1)).rejects.toMatchObject({ kind: 'crash' });
    expect(faulty.faults().length).toBe(made);
    faulty.recover();
    expect(await store.readOutbox(1)).toEqual([]);
  });
});
