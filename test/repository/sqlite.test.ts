import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountStore, Repository } from '../../src/repository/index.js';
import { createSqliteRepository, migrateSqlite } from '../../src/repository/sqlite/index.js';
import { repositoryLaws } from '../../src/testing/index.js';
import { libraries } from './sqlite.js';

describe.each(libraries)('the repository on SQLite by $name', ({ open }) => {
  const create = async (): Promise<Repository> => {
    const database = open(':memory:');
    await migrateSqlite(database);
    const repository = createSqliteRepository(database);
    return { ...repository, close: async () => database.close() };
  };
  it.each(repositoryLaws(create))('$name', (law) => law.check());

  describe('in a file', () => {
    const folder = mkdtempSync(`${tmpdir()}/reckoner-sqlite-`);
    const path = `${folder}/billing.db`;
    afterEach(() => rmSync(path, { force: true }));

    const write = (store: AccountStore, id: string, document: { readonly [key: string]: unknown } = {}) =>
      store.transaction((transaction) => transaction.writeDocument({ kind: 'plan', id, version: null, document }));
    const ids = (store: AccountStore) =>
      store.transaction(async (transaction) => {
        const page = await transaction.listDocuments({ kind: 'plan', limit: 100 });
        return page.documents.map(({ id }) => id);
      });

    it('keeps what was stored, and is migrated once', async () => {
      const first = open(path);
      expect(await migrateSqlite(first)).toEqual([1, 2, 3, 4]);
      await write(createSqliteRepository(first).account('demo'), 'p');
      first.close();
      const second = open(path);
      expect(await migrateSqlite(second)).toEqual([]);
      expect(await ids(createSqliteRepository(second).account('demo'))).toEqual(['p']);
      second.close();
    });

    it('lets connections take turns', async () => {
      const connections = [open(path), open(path)];
      await migrateSqlite(connections[0]!);
      const stores = connections.map((connection) => createSqliteRepository(connection).account('demo'));
      const writing = stores.flatMap((store, at) => [1, 2, 3].map((number) => write(store, `${at}-${number}`)));
      await Promise.all(writing);
      expect([...(await ids(stores[1]!))].sort()).toEqual(['0-1', '0-2', '0-3', '1-1', '1-2', '1-3']);
      for (const connection of connections) connection.close();
    });

    it('refuses what a full disk cannot hold, and keeps what it holds', async () => {
      const database = open(path);
      await migrateSqlite(database);
      const store = createSqliteRepository(database).account('demo');
      await write(store, 'before');
      database.exec('PRAGMA max_page_count = 60');
      const filling = store.transaction(async (transaction) => {
        for (let number = 0; number < 50; number += 1) {
          const large = {
            kind: 'plan' as const,
            id: `large-${number}`,
            version: null,
            document: { text: 'x'.repeat(20_000) },
          };
          // Whoever swallows the error gains nothing by it.
          await transaction.writeDocument(large).catch(() => {});
        }
      });
      await expect(filling).rejects.toThrow(/full/);
      expect(await ids(store)).toEqual(['before']);
      database.exec('PRAGMA max_page_count = 100000');
      await write(store, 'after');
      expect(await ids(store)).toEqual(['before', 'after']);
      database.close();
    });

    it('does not undo what another began on its connection', async () => {
      const database = open(path);
      await migrateSqlite(database);
      database.exec('BEGIN; CREATE TABLE mine (x)');
      await expect(ids(createSqliteRepository(database).account('demo'))).rejects.toThrow(/transaction/);
      database.exec('COMMIT');
      database.exec('INSERT INTO mine VALUES (1)');
      database.close();
    });
  });
});
