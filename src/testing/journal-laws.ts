import type { AccountStore, RecordedAnswer, StoredEvent } from '../repository/index.js';
import { refused } from './document-laws.js';
import { expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository does with events and journals, answers and messages. */
export function journalLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...eventLaws(create), ...entryLaws(create), ...deliveryLaws(create), ...transactionLaws(create)];
}

function eventLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(
      create,
      'events are read by customer and half-open window, by timestamp, then key, in bounded batches',
      async (store) => {
        const events = [
          event('k3', 'a', 30),
          event('k1', 'a', 10),
          event('k5', 'b', 20),
          event('k2', 'a', 10),
          event('k4', 'a', 40),
        ];
        await append(store, events);
        await append(store, [event('k0', 'a', 20)]);
        expectSame(
          await batches(store, ['a'], [10, 40]),
          [
            ['k1', 'k2'],
            ['k0', 'k3'],
          ],
          'one customer',
        );
        expectSame(
          await batches(store, ['b', 'a', 'b'], [20, 41]),
          [
            ['k0', 'k5'],
            ['k3', 'k4'],
          ],
          'two customers',
        );
        expectSame(await batches(store, ['c'], [0, 100]), [], 'an unknown customer');
        expectSame(await batches(store, ['a'], [10, 10]), [], 'an empty window');
      },
    ),
    law(create, 'an event comes back equal and is found by its key', async (store) => {
      const body = { properties: { text: 'é "\\\u0001', number: 0.1, flag: true, none: null } };
      const stored = { ...event('k1', 'a', 1_767_225_600_123), event: body };
      await append(store, [stored]);
      const find = (keys: readonly string[]) => store.transaction((transaction) => transaction.findEvents(keys));
      expectSame(await find(['k1', 'k2', 'k1']), [stored], 'found');
      expectSame(await find([]), [], 'no keys');
    }),
    law(
      create,
      'a key is taken once in an account, and the batch of a repeated one is refused whole',
      async (store, { other }) => {
        await append(store, [event('k1', 'a', 10)]);
        await refused('duplicate_key', () => append(store, [event('k2', 'a', 20), event('k1', 'b', 30)]));
        await refused('duplicate_key', () => append(store, [event('k3', 'a', 20), event('k3', 'a', 20)]));
        expectSame(await batches(store, ['a', 'b'], [0, 100]), [['k1']], 'what is stored');
        await append(other, [event('k1', 'a', 10)]);
      },
    ),
  ];
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
      },
    ),
  ];
}

function transactionLaws(create: CreateRepository): readonly RepositoryLaw[] {
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

function event(idempotency_key: string, customer_id: string, timestamp: number): StoredEvent {
  return { idempotency_key, customer_id, timestamp, event: { name: idempotency_key } };
}

function append(store: AccountStore, events: readonly StoredEvent[]): Promise<void> {
  return store.transaction((transaction) => transaction.appendEvents(events));
}

/** The keys of the events of customers in `[from, until)`, by batches of two. */
function batches(
  store: AccountStore,
  customer_ids: readonly string[],
  [from, until]: readonly [number, number],
): Promise<readonly (readonly string[])[]> {
  return store.transaction(async (transaction) => {
    const keys: (readonly string[])[] = [];
    for await (const batch of transaction.readEvents({ customer_ids, from, until, batch_size: 2 })) {
      keys.push(batch.map(({ idempotency_key }) => idempotency_key));
    }
    return keys;
  });
}

function countLedger(store: AccountStore): Promise<number> {
  return store.transaction((transaction) => transaction.countEntries('ledger'));
}

function readKey(store: AccountStore): Promise<RecordedAnswer | null> {
  return store.transaction((transaction) => transaction.readAnswer('key'));
}
