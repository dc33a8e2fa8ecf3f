import type { Repository } from '../port.js';
import { createRepository } from '../postgresql/create-store.js';
import type { PostgresqlOptions } from '../postgresql/options.js';
import { databaseOf, type PgliteDatabase } from './database.js';

/**
 * A repository on PGlite: PostgreSQL in the process, in memory or in a folder, by the statements of
 * `reckoner/repository/postgres`.
 *
 * @param database - a `PGlite` of `@electric-sql/pglite`, which stays the caller's: `close` does not close it
 * @param options - the schema of the tables (`reckoner`)
 * @throws `invalid_type` for a faulty schema, `limit_exceeded` for attempts below 1
 * @example
 * ```ts
 * import { PGlite } from '@electric-sql/pglite';
 * import { createPgliteRepository, migratePglite } from 'reckoner/repository/pglite';
 *
 * const database = await PGlite.create();
 * await migratePglite(database); // → [1, 2, 3, 4]
 * const store = createPgliteRepository(database).account('demo');
 * await store.transaction((transaction) => transaction.countEntries('ledger')); // → 0
 * await database.close();
 * ```
 */
export function createPgliteRepository(database: PgliteDatabase, options: PostgresqlOptions = {}): Repository {
  return createRepository(databaseOf(database), options);
}
