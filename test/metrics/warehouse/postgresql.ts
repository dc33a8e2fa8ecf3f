import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { ReturnedRow } from '../../../src/metrics/index.js';
import { rowsOf, type Engine } from './engine.js';

type Query = (text: string, values: readonly string[]) => Promise<readonly ReturnedRow[]>;

// Where `.ci/run` started a server, the tests run on it; elsewhere on PostgreSQL compiled to WebAssembly.
const server = process.env['RECKONER_POSTGRES'];

export const postgresqlName = server === undefined ? 'PostgreSQL (PGlite)' : 'PostgreSQL (server)';

export async function openPostgresql(): Promise<Engine> {
  return server === undefined ? openEmbedded() : openServer(server);
}

async function openEmbedded(): Promise<Engine> {
  const database = await PGlite.create();
  const query: Query = async (text, values) => (await database.query<ReturnedRow>(text, [...values])).rows;
  return engineOf(query, () => database.close());
}

// The session's zone is far from UTC, because nothing may depend on it.
async function openServer(connection: string): Promise<Engine> {
  const client = new Client({ connectionString: connection, options: '-c timezone=Pacific/Apia' });
  await client.connect();
  const schema = `run_${process.pid}_${process.hrtime.bigint()}`;
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`SET search_path TO ${schema}`);
  // A connection runs one query at a time; those that are asked together wait for each other here.
  let last: Promise<unknown> = Promise.resolve();
  const query: Query = (text, values) => {
    const answer = last.then(async () => (await client.query<ReturnedRow>(text, [...values])).rows);
    last = answer.catch(() => undefined);
    return answer;
  };
  return engineOf(query, async () => {
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
  });
}

const columns =
  'event_name text, "timestamp" timestamptz, idempotency_key text, customer_id text, external_customer_id text, properties jsonb';

function engineOf(query: Query, close: () => Promise<void>): Engine {
  return {
    dialect: 'postgresql',
    load: async (table, events) => {
      const name = table.split('.').map((part) => `"${part}"`);
      if (name.length > 1) await query(`CREATE SCHEMA IF NOT EXISTS ${name[0]}`, []);
      await query(`CREATE TABLE IF NOT EXISTS ${name.join('.')} (${columns})`, []);
      await query(`TRUNCATE ${name.join('.')}`, []);
      const rows = `SELECT * FROM jsonb_to_recordset($1::jsonb) AS event(${columns})`;
      await query(`INSERT INTO ${name.join('.')} ${rows}`, [rowsOf(events)]);
    },
    run: ({ text, values }) => query(text, values),
    close,
  };
}
