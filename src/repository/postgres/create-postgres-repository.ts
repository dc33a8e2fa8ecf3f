import type { Repository } from '../port.js';
import { createRepository } from '../postgresql/create-store.js';
import type { PostgresqlOptions } from '../postgresql/options.js';
import { databaseOf, type PostgresPool } from './pool.js';

/**
 * A repository on PostgreSQL 14 or later.
 *
 * A transaction runs in REPEATABLE READ on a connection of its own. What it wrote is stored only if nothing that it wrote
 * or read was changed by another since; if it was, its work is run again from the start, up to `attempts` times with
 * growing random pauses, and then rejects with a `ConflictError` `concurrent_transaction`. Nothing else is run again: a
 * lost connection, a full disk and the like reject with the driver's error.
 *
 * @param pool - `new Pool(…)` of `pg`, which stays the caller's: `close` does not end it
 * @param options - the schema of the tables (`reckoner`), and how often a transaction is tried (20)
 * @throws `invalid_type` for a faulty schema, `limit_exceeded` for attempts below 1
 * @example
 * ```ts
 * import { createPostgresRepository, migratePostgres } from 'reckoner/repository/postgres';
 * import type { Pool } from 'pg';
 *
 * async function openStore(pool: Pool) {
 *   await migratePostgres(pool);
 *   return createPostgresRepository(pool).account('demo');
 * }
 * ```
 */
export function createPostgresRepository(pool: PostgresPool, options: PostgresqlOptions = {}): Repository {
  return createRepository(databaseOf(pool), options);
}
