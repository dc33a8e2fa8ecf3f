import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { EventInput } from '../../../src/index.js';
import type { ReturnedRow } from '../../../src/metrics/index.js';
import { compareEngine } from './differential.js';
import type { Engine } from './engine.js';

/** What is used of chdb, ClickHouse as a library. It is too large for a dependency, so it comes from a folder of its own. */
type Session = {
  readonly query: (sql: string, format: string) => string;
  readonly queryBind: (sql: string, parameters: Readonly<Record<string, string>>, format: string) => string;
  readonly cleanup: () => void;
};
type Chdb = { readonly Session: new () => Session };

// As a program: `npm run test:clickhouse`, with `--runs` as wished. A difference is printed with its seed and stops it.
const { values } = parseArgs({ options: { runs: { type: 'string', default: '10' } } });

/** Opens the ClickHouse that is installed in a folder. */
function openClickhouse(folder: string): Engine {
  const { Session } = createRequire(pathToFileURL(`${folder}/package.json`))('chdb') as Chdb;
  const session = new Session();
  const columns = [
    'event_name String',
    "timestamp DateTime64(6, 'UTC')",
    'idempotency_key Nullable(String)',
    'customer_id Nullable(String)',
    'external_customer_id Nullable(String)',
    'properties String',
  ].join(', ');
  session.query('CREATE DATABASE IF NOT EXISTS trial', 'CSV');
  return {
    dialect: 'clickhouse',
    load: async (table, events) => {
      session.query(
        `CREATE OR REPLACE TABLE trial.${table} (${columns}) ENGINE = MergeTree ORDER BY event_name`,
        'CSV',
      );
      const rows = events.map(rowOf).join('\n');
      session.query(
        `INSERT INTO trial.${table} SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow ${rows}`,
        'CSV',
      );
    },
    run: async ({ text, values: bound }) => {
      const named = Object.fromEntries(bound.map((value, index) => [`p${index + 1}`, value]));
      const lines = session.queryBind(text.replaceAll('`events`', 'trial.events'), named, 'JSONEachRow').trim();
      return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as ReturnedRow);
    },
    close: async () => session.cleanup(),
  };
}

function rowOf({ properties, ...event }: EventInput): string {
  return JSON.stringify({ ...event, properties: JSON.stringify(properties) });
}

const engine = openClickhouse(process.env['RECKONER_CHDB'] ?? '.');
for (const size of ['moderate', 'extreme'] as const) {
  const { pairs, asked, refused } = await compareEngine({ engine, size, runs: Number(values.runs) });
  console.log(`ClickHouse, ${size} numbers: ${pairs} pairs agree; ${refused} of ${asked} statements refused`);
}
await engine.close();
