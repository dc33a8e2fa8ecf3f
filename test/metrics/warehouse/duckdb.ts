import { DuckDBInstance } from '@duckdb/node-api';
import { rowsOf, type Engine } from './engine.js';

const fields = ['event_name', 'timestamp', 'idempotency_key', 'customer_id', 'external_customer_id'];

export async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  return {
    dialect: 'duckdb',
    load: async (table, events) => {
      const name = table.split('.').map((part) => `"${part}"`);
      if (name.length > 1) await connection.run(`CREATE SCHEMA IF NOT EXISTS ${name[0]}`);
      const target = name.join('.');
      const texts = fields.map((field) => `json_extract_string(event, '/${field}') AS "${field}"`);
      const rows = `SELECT ${texts.join(', ')}, json_extract(event, '/properties') AS properties FROM (SELECT unnest(CAST(CAST($1 AS JSON) AS JSON[])) AS event)`;
      const typed = `SELECT * REPLACE (CAST("timestamp" AS TIMESTAMPTZ) AS "timestamp") FROM (${rows})`;
      await connection.run(`CREATE OR REPLACE TABLE ${target} AS ${typed}`, [rowsOf(events)]);
    },
    run: async ({ text, values }) => (await connection.runAndReadAll(text, [...values])).getRowObjects(),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
