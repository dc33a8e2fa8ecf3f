import { isConflict, type AccountStore, type Transaction } from '../repository/index.js';
import { expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

const writers = 8;
const rounds = 5;
const attempts = 100;

/** What every repository does when eight write at once. */
export function raceLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...countingLaws(create), ...readingLaws(create), ...creatingLaws(create)];
}

function countingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'what eight writers add up is all there', async (store) => {
      await set(store, 'total', 0);
      await inParallel(async () => {
        await retried(() => store.transaction((transaction) => add(transaction, 'total', 1)));
      });
      const total = await store.transaction((transaction) => transaction.readDocument('plan', 'total'));
      expectSame(total?.document, { value: writers * rounds }, 'the sum');
      expectSame(total?.version, writers * rounds + 1, 'the version');
    }),
    law(create, 'a journal that eight append to has no gap and loses nothing', async (store) => {
      await inParallel(async (writer, round) => {
        await retried(() =>
          store.transaction(async (transaction) => {
            const next = await transaction.countEntries('ledger');
            await transaction.appendEntries('ledger', next, [{ writer, round }]);
          }),
        );
      });
      const entries = await store.transaction((transaction) => transaction.readEntries('ledger', 0, 1000));
      expectSame(
        entries.map(({ sequence }) => sequence),
        Array.from({ length: writers * rounds }, (_, index) => index),
        'the numbers',
      );
      const names = entries.map(({ entry }) => `${String(entry['writer'])}:${String(entry['round'])}`);
      expectSame(new Set(names).size, writers * rounds, 'different entries');
    }),
  ];
}

function readingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'what was read and changed in between is not built upon', async (store) => {
      for (let round = 0; round < rounds; round += 1) {
        const [left, right] = [`left-${round}`, `right-${round}`];
        await set(store, left, 1);
        await set(store, right, 1);
        // Each takes from one side while the other still holds something: run in turn, only one of them may.
        await Promise.allSettled([takeIfBoth(store, left, right), takeIfBoth(store, right, left)]);
        const rest = await store.transaction(async (transaction) => [
          (await transaction.readDocument('plan', left))?.document['value'],
          (await transaction.readDocument('plan', right))?.document['value'],
        ]);
        expectSame(Number(rest[0]) + Number(rest[1]), 1, 'what is left');
      }
    }),
  ];
}

function creatingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'eight that create one document, or take one key, make one', async (store) => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: writers }, (_, writer) =>
          store.transaction((transaction) =>
            transaction.writeDocument({
              kind: 'plan',
              id: writer % 2 === 0 ? 'same' : `plan-${writer}`,
              version: null,
              document: {},
              unique_keys: ['taken'],
            }),
          ),
        ),
      );
      expectSame(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, 'writers that won');
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expectSame(
        lost.filter(({ reason }) => !isConflict(reason)),
        [],
        'refusals that are no conflict',
      );
    }),
  ];
}

/** Runs an action that may lose a race until it wins, as a caller does. */
export async function retried<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!isConflict(error) || attempt === attempts) throw error;
    }
  }
}

async function inParallel(action: (writer: number, round: number) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let round = 0; round < rounds; round += 1) await action(writer, round);
    }),
  );
}

function set(store: AccountStore, id: string, value: number): Promise<number> {
  return store.transaction((transaction) =>
    transaction.writeDocument({ kind: 'plan', id, version: null, document: { value } }),
  );
}

async function add(transaction: Transaction, id: string, value: number): Promise<void> {
  const stored = await transaction.readDocument('plan', id);
  const sum = Number(stored?.document['value']) + value;
  await transaction.writeDocument({ kind: 'plan', id, version: stored?.version ?? null, document: { value: sum } });
}

function takeIfBoth(store: AccountStore, taken: string, watched: string): Promise<void> {
  return retried(() =>
    store.transaction(async (transaction) => {
      const other = await transaction.readDocument('plan', watched);
      if (other?.document['value'] === 1) await add(transaction, taken, -1);
    }),
  );
}
