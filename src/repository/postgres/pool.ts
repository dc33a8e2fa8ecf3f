import type { Database, Row, Session } from '../postgresql/session.js';

/** A connection as `pg` has it. */
export type PostgresClient = {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  /** Gives the connection back; with an error or true it is closed instead of used again. */
  release(destroy?: Error | boolean): void;
  on?(event: 'error', listener: (error: Error) => void): unknown;
  off?(event: 'error', listener: (error: Error) => void): unknown;
};

/** What is used of a pool of connections: that of `pg`, or one with the same `connect`. */
export type PostgresPool = { connect(): Promise<PostgresClient> };

/** A pool as a database of transactions. */
export function databaseOf(pool: PostgresPool): Database {
  return {
    transaction: async (opening, work) => {
      const client = await pool.connect();
      // A connection that is lost between two statements says so by an event, which nobody hearing would end the process;
      // the next statement says it too.
      client.on?.('error', ignore);
      try {
        await client.query(`BEGIN; ${opening}`);
        const outcome = await work(sessionOf(client));
        await client.query('COMMIT');
        giveBack(client, 'usable');
        return outcome;
      } catch (error) {
        giveBack(client, await undo(client));
        throw error;
      }
    },
  };
}

function ignore(): void {}

function sessionOf(client: PostgresClient): Session {
  return {
    query: async (text, values) => (await client.query(text, [...values])).rows,
    run: async (script) => void (await client.query(script)),
  };
}

type Condition = 'usable' | 'broken';

/** Undoes a transaction; a connection that cannot even do that is not used again. */
async function undo(client: PostgresClient): Promise<Condition> {
  try {
    await client.query('ROLLBACK');
    return 'usable';
  } catch {
    return 'broken';
  }
}

function giveBack(client: PostgresClient, condition: Condition): void {
  client.off?.('error', ignore);
  client.release(condition === 'broken');
}
