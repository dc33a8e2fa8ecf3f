import type { AccountStore } from '../repository/index.js';
import { expectSame } from './expectation.js';
import { retried } from './race-laws.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

// More than any law schedules.
const mostClaims = 50;

/** What every repository does with work that falls due. */
export function workLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'work is claimed when it is due, the earliest first, ties by id', async (store, { other }) => {
      const due = { b: 20, c: 9, a: 20, late: 100 };
      for (const [id, at] of Object.entries(due)) await schedule(store, id, at);
      expectSame(await list(store, 20), ['c', 'a', 'b'], 'what is due');
      expectSame(await drain(store, 20), ['c', 'a', 'b'], 'what is claimed');
      expectSame([await drain(store, 20), await drain(other, 999)], [[], []], 'nothing else is due');
      expectSame(await list(store, 999), ['late'], 'what is left');
    }),
    law(create, 'work is scheduled anew, and taken out of its queue', async (store) => {
      await schedule(store, 'a', 10);
      await schedule(store, 'a', 30);
      await schedule(store, 'b', 20);
      await schedule(store, 'b', null);
      await schedule(store, 'none', null);
      expectSame([await list(store, 29), await list(store, 30)], [[], ['a']], 'what is due');
    }),
    law(create, 'a claim that is not settled stays, and its transaction may claim it again', async (store) => {
      await schedule(store, 'a', 10);
      const twice = store.transaction(async (transaction) => {
        const first = await transaction.claimWork('queue', 10);
        expectSame(await transaction.claimWork('queue', 10), first, 'claimed again');
        await transaction.scheduleWork('queue', 'a', null);
        expectSame(await transaction.claimWork('queue', 10), null, 'after it was settled');
        throw new Error('the worker died');
      });
      await twice.catch(() => {});
      expectSame(await drain(store, 10), ['a'], 'claimed by another');
    }),
    law(create, 'of workers at once, no two get the same work', async (store) => {
      const ids = Array.from({ length: 12 }, (_, index) => `w${index}`);
      for (const id of ids) await schedule(store, id, 10);
      const claimed = await Promise.all(Array.from({ length: 4 }, () => drain(store, 10)));
      expectSame(claimed.flat().sort(), [...ids].sort(), 'each once');
    }),
  ];
}

function schedule(store: AccountStore, id: string, due: number | null): Promise<void> {
  return store.transaction((transaction) => transaction.scheduleWork('queue', id, due));
}

async function list(store: AccountStore, until: number): Promise<readonly string[]> {
  const items = await store.transaction((transaction) => transaction.listWork('queue', until, 99));
  return items.map(({ id }) => id);
}

/** Claims and settles, each piece in a transaction of its own, until nothing is left. */
async function drain(store: AccountStore, until: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < mostClaims) {
    const id = await retried(() =>
      store.transaction(async (transaction) => {
        const item = await transaction.claimWork('queue', until);
        if (item) await transaction.scheduleWork('queue', item.id, null);
        return item?.id ?? null;
      }),
    );
    if (id === null) return ids;
    ids.push(id);
  }
  throw new Error(`work is handed out without end: ${ids.slice(-2).join(', ')}`);
}
