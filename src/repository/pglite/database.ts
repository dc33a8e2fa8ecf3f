import type { Database, Row } from '../postgresql/session.js';

/** What is used of a transaction of PGlite. */
export type PgliteTransaction = {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  exec(script: string): Promise<unknown>;
};

/** What is used of PGlite. */
export type PgliteDatabase = {
  transaction<T>(work: (transaction: PgliteTransaction) => Promise<T>): Promise<T>;
};

/** PGlite as a database of transactions. */
export function databaseOf(database: PgliteDatabase): Database {
  return {
    transaction: (opening, work) =>
      database.transaction(async (transaction) => {
        await transaction.exec(opening);
        return work({
          query: async (text, values) => (await transaction.query(text, [...values])).rows,
          run: async (script) => void (await transaction.exec(script)),
        });
      }),
  };
}
