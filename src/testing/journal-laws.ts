import type { AccountStore, RecordedAnswer } from '../repository/index.js';
import { refused } from './document-laws.js';
import { expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository does with journals, answers and messages. */
export function journalLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...entryLaws(create), ...deliveryLaws(create)];
}

function entryLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'a journal is numbered from 0 without a gap', async (store, { other }) => {
      const add = (next: number, count: number) =>
        store.transaction((transaction) =>
          transaction.appendEntries(
            'ledger',
            next,
            Array.from({ length: count }, (_, at) => ({ value: next + at })),
          ),
        );
      expectSame(await countLedger(store), 0, 'an empty journal');
      await add(0, 2);
      await refused('sequence_gap', () => add(1, 1));
      await refused('sequence_gap', () => add(3, 1));
      await add(2, 1);
      expectSame([await countLedger(store), await countLedger(other)], [3, 0], 'the next numbers');
      const entries = await store.transaction((transaction) => transaction.readEntries('ledger', 1, 5));
      expectSame(
        entries,
        [
          { sequence: 1, entry: { value: 1 } },
          { sequence: 2, entry: { value: 2 } },
        ],
        'from number 1',
      );
      const one = await store.transaction((transaction) => transaction.readEntries('ledger', 0, 1));
      expectSame(one.length, 1, 'limited to one');
    }),
    law(create, 'of two that append at one number, one is refused', async (store) => {
      const race = [1, 2].map((value) =>
        store.transaction((transaction) => transaction.appendEntries('ledger', 0, [{ value }])),
      );
      const outcomes = await Promise.allSettled(race);
      expectSame(outcomes.filter(({ status }) => status === 'rejected').length, 1, 'appends refused');
      expectSame(await countLedger(store), 1, 'entries stored');
    }),
  ];
}

function deliveryLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'an answer is kept under a key once', async (store, { other }) => {
      const answer = { fingerprint: 'f', answer: { status: 201 } };
      const record = () => store.transaction((transaction) => transaction.recordAnswer('key', answer));
      expectSame(await readKey(store), null, 'before');
      await record();
      await refused('other_request', record);
      expectSame([await readKey(store), await readKey(other)], [answer, null], 'after');
    }),
    law(
      create,
      'messages wait in the order of their transactions until they are acknowledged',
      async (store, { other }) => {
        const send = (...names: readonly string[]) =>
          store.transaction((transaction) => transaction.appendMessages(names.map((name) => ({ name }))));
        const waiting = async (limit: number) => (await store.readOutbox(limit)).map(({ message }) => message['name']);
        await send('a', 'b');
        await send('c');
        expectSame(await waiting(2), ['a', 'b'], 'the first two');
        const [first] = await store.readOutbox(1);
        await store.acknowledge([first?.position ?? -1, 99]);
        await store.acknowledge([]);
        expectSame(await waiting(9), ['b', 'c'], 'after the first was delivered');
        expectSame((await other.readOutbox(9)).length, 0, 'the other account');
        const many = Array.from({ length: 12 }, (_, index) => `m${index}`);
        await send(...many);
        expectSame(await waiting(99), ['b', 'c', ...many], 'all that wait');
      },
    ),
  ];
}

function countLedger(store: AccountStore): Promise<number> {
  return store.transaction((transaction) => transaction.countEntries('ledger'));
}

function readKey(store: AccountStore): Promise<RecordedAnswer | null> {
  return store.transaction((transaction) => transaction.readAnswer('key'));
}
