import { migrate } from '../postgresql/migrate.js';
import type { PostgresqlOptions } from '../postgresql/options.js';
import { databaseOf, type PgliteDatabase } from './database.js';

/**
 * Creates the tables in their schema, or brings them up to date, in one transaction.
 *
 * @returns the numbers of the steps that were missing; empty when there was nothing to do
 * @throws `invalid_type` for a faulty schema
 */
export function migratePglite(database: PgliteDatabase, options: PostgresqlOptions = {}): Promise<readonly number[]> {
  return migrate(databaseOf(database), options);
}
