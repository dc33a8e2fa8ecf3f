import { connectionOf, type SqliteDatabase } from './connection.js';
import { migrations } from './migrations.js';
import { runExclusively } from './run-exclusively.js';

/**
 * Creates the tables, or brings them up to date, in one transaction. Their names begin with `reckoner_`, so that the file
 * may hold others; steps are numbered and kept in `reckoner_migrations`.
 *
 * @returns the numbers of the steps that were missing; empty when there was nothing to do
 */
export function migrateSqlite(database: SqliteDatabase): Promise<readonly number[]> {
  const connection = connectionOf(database);
  return runExclusively(connection, async (exclusive) => {
    exclusive.exec('CREATE TABLE IF NOT EXISTS reckoner_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)');
    const done = new Set(
      exclusive.all('SELECT number FROM reckoner_migrations', []).map(({ number }) => Number(number)),
    );
    const missing = migrations.filter(({ number }) => !done.has(number));
    for (const { number, name, script } of missing) {
      exclusive.exec(script);
      exclusive.all('INSERT INTO reckoner_migrations (number, name) VALUES (?, ?)', [number, name]);
    }
    return missing.map(({ number }) => number);
  });
}
