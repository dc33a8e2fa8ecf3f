import {
  isConflict,
  type AccountStore,
  type ConflictReason,
  type DocumentWrite,
  type JsonDocument,
} from '../repository/index.js';
import { expectRejection, expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository does with documents. */
export function documentLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...writingLaws(create), ...racingLaws(create), ...listingLaws(create)];
}

function writingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'a document comes back equal, whatever JSON it holds', async (store) => {
      await write(store, customer('acme', 1, { document: everything }));
      expectSame(await read(store, 'acme'), { kind: 'customer', id: 'acme', version: 1, document: everything }, 'read');
      expectSame(await read(store, 'none'), null, 'an unknown id');
    }),
    law(create, 'what is stored and what was given do not change each other', async (store) => {
      const document: { name: string } = { name: 'before' };
      await write(store, customer('acme', 1, { document }));
      document.name = 'after';
      expectSame((await read(store, 'acme'))?.document, { name: 'before' }, 'the stored document');
    }),
    law(create, 'a write counts the version up and replaces the document', async (store) => {
      await write(store, customer('acme', 1));
      const version = await write(store, customer('acme', 2, { version: 1 }));
      expectSame(version, 2, 'the new version');
      expectSame((await read(store, 'acme'))?.document, { number: 2 }, 'the document');
    }),
    law(create, 'a stale write is refused and changes nothing', async (store) => {
      await write(store, customer('acme', 1));
      await write(store, customer('acme', 2, { version: 1 }));
      await refused('stale_version', () => write(store, customer('acme', 3, { version: 1 })));
      await refused('duplicate_id', () => write(store, customer('acme', 3)));
      await refused('stale_version', () => write(store, customer('none', 3, { version: 1 })));
      expectSame((await read(store, 'acme'))?.document, { number: 2 }, 'the document');
    }),
  ];
}

function racingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'of two writers that read one version, one is refused', async (store) => {
      await write(store, customer('acme', 1));
      const race = [2, 3].map((number) => write(store, customer('acme', number, { version: 1 })));
      const outcomes = await Promise.allSettled(race);
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expectSame(lost.length, 1, 'writers refused');
      expectSame(
        lost.every(({ reason }) => isConflict(reason)),
        true,
        'refused with a conflict',
      );
      expectSame((await read(store, 'acme'))?.version, 2, 'the version');
    }),
    law(create, 'a document is removed in the version that was read, and its id can be used again', async (store) => {
      await write(store, customer('acme', 1, { unique_keys: ['external:a'] }));
      const remove = (version: number) =>
        store.transaction((transaction) => transaction.removeDocument('customer', 'acme', version));
      await refused('stale_version', () => remove(2));
      await remove(1);
      expectSame(await read(store, 'acme'), null, 'the removed document');
      await refused('stale_version', () => remove(1));
      await write(store, customer('other', 1, { unique_keys: ['external:a'] }));
      expectSame(await write(store, customer('acme', 1)), 1, 'the version of the new document');
    }),
    law(create, 'a unique key belongs to one document of its kind', async (store) => {
      await write(store, customer('acme', 1, { unique_keys: ['external:a'] }));
      await refused('duplicate_key', () => write(store, customer('other', 1, { unique_keys: ['external:a'] })));
      await write(store, { ...customer('acme', 1, { unique_keys: ['external:a'] }), kind: 'plan' });
      const find = (key: string) => store.transaction((transaction) => transaction.findDocument('customer', key));
      expectSame((await find('external:a'))?.id, 'acme', 'found by key');
      await write(store, customer('acme', 2, { version: 1, unique_keys: ['external:b'] }));
      expectSame(await find('external:a'), null, 'a key that was given up');
      expectSame((await find('external:b'))?.version, 2, 'found by the new key');
      await write(store, customer('other', 1, { unique_keys: ['external:a'] }));
    }),
  ];
}

function listingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'documents are listed in the order of their creation, page by page', async (store) => {
      const ids = ['d', 'b', 'e', 'a', 'c'];
      for (const id of ids) await write(store, customer(id, 1, { keys: id === 'e' ? [] : ['listed'] }));
      await write(store, customer('b', 2, { version: 1, keys: ['listed'] }));
      expectSame(await listed(store, { limit: 2 }), ids, 'all, oldest first');
      expectSame(await listed(store, { limit: 2, order: 'newest_first' }), [...ids].reverse(), 'all, newest first');
      expectSame(await listed(store, { limit: 3, key: 'listed' }), ['d', 'b', 'a', 'c'], 'by key');
      expectSame(await listed(store, { limit: 3, key: 'none' }), [], 'by a key that nothing carries');
    }),
    law(create, 'a cursor stays good while documents come and go', async (store) => {
      for (const id of ['a', 'b', 'c', 'd']) await write(store, customer(id, 1));
      const list = (after: string | null) =>
        store.transaction((transaction) => transaction.listDocuments({ kind: 'customer', after, limit: 2 }));
      const first = await list(null);
      await store.transaction((transaction) => transaction.removeDocument('customer', 'b', 1));
      await write(store, customer('e', 1));
      const second = await list(first.next);
      const third = await list(second.next);
      const ids = [first, second, third].map(({ documents }) => documents.map(({ id }) => id));
      expectSame(ids, [['a', 'b'], ['c', 'd'], ['e']], 'the pages');
      expectSame(third.next, null, 'the end');
    }),
    law(create, 'accounts do not see each other', async (store, { other }) => {
      await write(store, customer('acme', 1, { keys: ['listed'], unique_keys: ['external:a'] }));
      expectSame(await read(other, 'acme'), null, 'read');
      expectSame(await listed(other, { limit: 10, key: 'listed' }), [], 'listed');
      expectSame(await write(other, customer('acme', 2, { unique_keys: ['external:a'] })), 1, 'written');
      expectSame((await read(store, 'acme'))?.document, { number: 1 }, 'unchanged');
    }),
  ];
}

const everything = {
  text: 'é 👩‍👩‍👧 "\\\n\u0001 \u2028',
  empty: '',
  numbers: [0, -1, 1.5, 1e21, 9007199254740991],
  decimal: '0.1000000000000000000000001',
  nothing: null,
  nested: { list: [true, false, [], {}], "it's": '%$?' },
};

type Partly = Partial<Pick<DocumentWrite, 'version' | 'keys' | 'unique_keys' | 'document'>>;

function customer(id: string, number: number, more: Partly = {}): DocumentWrite {
  return { kind: 'customer', id, version: null, document: { number }, ...more };
}

function write(store: AccountStore, document: DocumentWrite): Promise<number> {
  return store.transaction((transaction) => transaction.writeDocument(document));
}

function read(store: AccountStore, id: string): Promise<{ version: number; document: JsonDocument } | null> {
  return store.transaction((transaction) => transaction.readDocument('customer', id));
}

type Listing = { readonly limit: number; readonly key?: string; readonly order?: 'oldest_first' | 'newest_first' };

/** The ids of all pages. */
function listed(store: AccountStore, listing: Listing): Promise<readonly string[]> {
  return store.transaction(async (transaction) => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = await transaction.listDocuments({ kind: 'customer', after, ...listing });
      ids.push(...page.documents.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return ids;
  });
}

/** Fails unless an action is refused with a conflict of this reason. */
export function refused(reason: ConflictReason, action: () => Promise<unknown>): Promise<void> {
  return expectRejection(action, (error) => isConflict(error) && error.reason === reason, reason);
}
