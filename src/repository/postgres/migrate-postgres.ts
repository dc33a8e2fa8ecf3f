import { migrate } from '../postgresql/migrate.js';
import type { PostgresqlOptions } from '../postgresql/options.js';
import { databaseOf, type PostgresPool } from './pool.js';

/**
 * Creates the tables in their schema, or brings them up to date: in one transaction, and once, however many processes call
 * it. Steps are numbered and kept in the table `migrations`.
 *
 * @returns the numbers of the steps that were missing; empty when there was nothing to do
 * @throws `invalid_type` for a faulty schema
 */
export function migratePostgres(pool: PostgresPool, options: PostgresqlOptions = {}): Promise<readonly number[]> {
  return migrate(databaseOf(pool), options);
}
