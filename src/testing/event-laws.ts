import { isBillingError } from '../errors/index.js';
import type { AccountStore, StoredEvent } from '../repository/index.js';
import { refused } from './document-laws.js';
import { expectRejection, expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository does with events. */
export function eventLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...readingLaws(create), ...keepingLaws(create)];
}

function readingLaws(create: CreateRepository): readonly RepositoryLaw[] {
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
    law(create, 'keys of one moment are in the order of code points', async (store) => {
      const keys = ['b', '\uffee', '\u{1F600}', 'B', '', '\0', 'é', '\u0001', '\ud83d', 'a', '\ud7ff', '\ue000', 'aa'];
      await append(
        store,
        keys.map((key) => event(key, 'a', 10)),
      );
      const inOrder = [
        '',
        '\0',
        '\u0001',
        'B',
        'a',
        'aa',
        'b',
        'é',
        '\ud7ff',
        '\ud83d',
        '\ue000',
        '\uffee',
        '\u{1F600}',
      ];
      expectSame((await batches(store, ['a'], [0, 100])).flat(), inOrder, 'the keys');
    }),
  ];
}

function keepingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'events outside the calendar are refused, and none of their batch is stored', async (store) => {
      for (const timestamp of [0.5, Number.NaN, 1e300, -62_135_596_800_001]) {
        await expectRejection(
          () => append(store, [event('k1', 'a', 10), event('k2', 'a', timestamp)]),
          isBillingError,
          String(timestamp),
        );
      }
      await append(store, [event('first', 'a', -62_135_596_800_000), event('last', 'a', 253_402_300_799_999)]);
      expectSame((await batches(store, ['a'], [-Infinity, Infinity])).flat(), ['first', 'last'], 'all of time');
    }),
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

export function event(idempotency_key: string, customer_id: string, timestamp: number): StoredEvent {
  return { idempotency_key, customer_id, timestamp, event: { name: idempotency_key } };
}

function append(store: AccountStore, events: readonly StoredEvent[]): Promise<void> {
  return store.transaction((transaction) => transaction.appendEvents(events));
}

/** The keys of the events of customers in `[from, until)`, by batches of two. */
export function batches(
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
