import { migrations } from './migrations.js';
import { quotedSchema, type PostgresqlOptions } from './options.js';
import type { Database } from './session.js';

// Any number that no other program is likely to lock: the letters "reckoner" as a whole number.
const lock = '8243104006053717362';

/**
 * Creates the schema and its tables, or brings them up to date, in one transaction; several processes may do so at once.
 * Answers the numbers of the steps that were missing.
 */
export function migrate(database: Database, options: PostgresqlOptions): Promise<readonly number[]> {
  const schema = quotedSchema(options);
  // Read committed: whoever waited for the lock has to see what was done by the one that held it.
  const opening = `SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT pg_advisory_xact_lock(${lock});
    CREATE SCHEMA IF NOT EXISTS ${schema};
    SET LOCAL search_path TO ${schema};
    CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL);`;
  return database.transaction(opening, async (session) => {
    const rows = await session.query('SELECT number FROM migrations', []);
    const done = new Set(rows.map(({ number }) => Number(number)));
    const missing = migrations.filter(({ number }) => !done.has(number));
    for (const { number, name, script } of missing) {
      await session.run(script);
      await session.query('INSERT INTO migrations (number, name) VALUES ($1::integer, $2)', [String(number), name]);
    }
    return missing.map(({ number }) => number);
  });
}
