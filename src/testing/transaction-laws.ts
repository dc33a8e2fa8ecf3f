import { isBillingError } from '../errors/index.js';
import { isConflict, type AccountStore, type Transaction } from '../repository/index.js';
import { batches, event } from './event-laws.js';
import { expectRejection, expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository does with a transaction as a whole. */
export function transactionLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...storingLaws(create), ...refusingLaws(create), ...endingLaws(create), ...namingLaws(create)];
}

function storingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'a transaction that rejects leaves nothing behind', async (store) => {
      const failure = new Error('enough');
      const failing = store.transaction(async (transaction) => {
        await transaction.writeDocument({
          kind: 'plan',
          id: 'p',
          version: null,
          document: {},
          keys: ['k'],
          unique_keys: ['u'],
        });
        await transaction.appendEvents([event('k1', 'a', 10)]);
        await transaction.appendEntries('ledger', 0, [{}]);
        await transaction.recordAnswer('key', { fingerprint: 'f', answer: {} });
        await transaction.appendMessages([{}]);
        throw failure;
      });
      expectSame(
        await failing.then(
          () => 'stored',
          (error: unknown) => error === failure,
        ),
        true,
        'the error of the work',
      );
      const left = await store.transaction(async (transaction) => [
        await transaction.readDocument('plan', 'p'),
        await transaction.findDocument('plan', 'u'),
        (await transaction.listDocuments({ kind: 'plan', key: 'k', limit: 1 })).documents,
        await transaction.findEvents(['k1']),
        await transaction.countEntries('ledger'),
        await transaction.readAnswer('key'),
      ]);
      expectSame(left, [null, null, [], [], 0, null], 'what is left');
      expectSame(await store.readOutbox(1), [], 'the outbox');
      expectSame(await batches(store, ['a'], [0, 100]), [], 'the events');
    }),
    law(create, 'a transaction reads what it wrote', async (store) => {
      const seen = await store.transaction(async (transaction) => {
        await transaction.writeDocument({ kind: 'plan', id: 'p', version: null, document: { n: 1 } });
        await transaction.writeDocument({ kind: 'plan', id: 'p', version: 1, document: { n: 2 } });
        await transaction.appendEvents([event('k1', 'a', 10)]);
        return [(await transaction.readDocument('plan', 'p'))?.version, (await transaction.findEvents(['k1'])).length];
      });
      expectSame(seen, [2, 1], 'inside the transaction');
    }),
  ];
}

function refusingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'a refusal changes nothing, and the work may go on', async (store) => {
      await writePlan(store, 'p', ['u']);
      await store.transaction(async (transaction) => {
        await transaction.appendEvents([event('k1', 'a', 10)]);
        for (const attempt of refusals(transaction)) await expectRejection(attempt, isConflict, 'a refusal');
        await transaction.writeDocument({ kind: 'plan', id: 'q', version: null, document: {} });
        await transaction.appendEvents([event('k2', 'a', 20)]);
      });
      const plans = await store.transaction((transaction) => transaction.listDocuments({ kind: 'plan', limit: 9 }));
      expectSame(
        plans.documents.map(({ id, version }) => [id, version]),
        [
          ['p', 1],
          ['q', 1],
        ],
        'the documents',
      );
      expectSame((await batches(store, ['a'], [0, 100])).flat(), ['k1', 'k2'], 'the events');
    }),
  ];
}

/** What the store has to refuse once `p` is stored with the key `u`, and an event under `k1`. */
function refusals(transaction: Transaction): readonly (() => Promise<unknown>)[] {
  const write = (id: string, version: number | null, unique_keys: readonly string[]) => () =>
    transaction.writeDocument({ kind: 'plan', id, version, document: { lost: true }, unique_keys });
  return [
    write('p', null, []),
    write('p', 7, ['u']),
    write('r', null, ['free', 'u']),
    () => transaction.removeDocument('plan', 'p', 2),
    () => transaction.appendEvents([event('k3', 'a', 30), event('k1', 'a', 10)]),
    () => transaction.appendEntries('ledger', 1, [{}]),
  ];
}

function endingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'what comes after the end of a transaction is refused', async (store) => {
      let kept: Transaction | undefined;
      await store.transaction(async (transaction) => {
        kept = transaction;
      });
      const late = () => kept?.appendMessages([{}]) ?? Promise.resolve();
      await expectRejection(late, (error) => error instanceof Error, 'a late message');
      expectSame(await store.readOutbox(9), [], 'the outbox');
    }),
  ];
}

const names = [
  "it's",
  '"',
  '%_',
  '\\',
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u0001',
  '\ud7ff',
  '👩‍👩‍👧',
  '__proto__',
  '{1,2}',
  'NULL',
];

function namingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'ids and keys are any text', async (store) => {
      for (const name of names) await writePlan(store, name, [name]);
      for (const name of names) {
        const found = await store.transaction((transaction) => transaction.findDocument('plan', name));
        expectSame(found?.id, name, 'found by key');
        const listed = await store.transaction((transaction) =>
          transaction.listDocuments({ kind: 'plan', key: name, limit: 5 }),
        );
        expectSame(
          listed.documents.map(({ id }) => id),
          [name],
          'listed by key',
        );
        await store.transaction((transaction) => transaction.appendEntries(name, 0, [{ name }]));
        const entries = await store.transaction((transaction) => transaction.readEntries(name, 0, 5));
        expectSame(entries, [{ sequence: 0, entry: { name } }], 'the journal');
      }
    }),
    law(create, 'a name has at most 500 characters', async (store) => {
      const long = '\u{1F600}'.repeat(250);
      await writePlan(store, long, [long]);
      await expectRejection(() => writePlan(store, `${long}x`, []), isBillingError, 'an id of 501');
      await expectRejection(() => writePlan(store, 'p', [`${long}x`]), isBillingError, 'a key of 501');
    }),
  ];
}

function writePlan(store: AccountStore, id: string, carried: readonly string[]): Promise<number> {
  return store.transaction((transaction) =>
    transaction.writeDocument({
      kind: 'plan',
      id,
      version: null,
      document: {},
      keys: carried,
      unique_keys: carried,
    }),
  );
}
