import { Pool } from 'pg';
import type { Repository } from '../../src/repository/index.js';
import { createPostgresRepository, migratePostgres } from '../../src/repository/postgres/index.js';
import { createSqliteRepository, migrateSqlite } from '../../src/repository/sqlite/index.js';
import { openSqlite } from '../repository/sqlite.js';
import type { Command } from './fault-commands.js';
import { everythingIn, play } from './fault-history.js';

// A process that is killed while it works: it opens its store, sends all commands from the first on, prints a line for each
// answer, and last what is stored. `node killed-backend.mjs sqlite FILE` or `postgres SCHEMA`.

const given: readonly Command[] = [
  { kind: 'customer', name: 'acme' },
  { kind: 'subscribe', name: 'acme', plan: 'team' },
  { kind: 'wait', days: 9 },
  { kind: 'ingest', name: 'acme', count: 3 },
  { kind: 'customer', name: 'globex' },
  { kind: 'subscribe', name: 'globex', plan: 'team' },
  { kind: 'wait', days: 3 },
  { kind: 'ingest', name: 'globex', count: 2 },
  { kind: 'change', name: 'acme', plan: 'business', option: 'immediate' },
  { kind: 'wait', days: 25 },
  { kind: 'bill' },
  { kind: 'ingest', name: 'globex', count: 1 },
  { kind: 'cancel', name: 'globex', option: 'immediate' },
  { kind: 'change', name: 'acme', plan: 'team', option: 'end_of_subscription_term' },
  { kind: 'cancel', name: 'acme', option: 'immediate' },
  { kind: 'wait', days: 60 },
  { kind: 'bill' },
];

type Opened = { readonly repository: Repository; readonly close: () => Promise<void> };

async function openFile(path: string): Promise<Opened> {
  const database = openSqlite(path);
  await migrateSqlite(database);
  return { repository: createSqliteRepository(database), close: async () => database.close() };
}

async function openSchema(schema: string): Promise<Opened> {
  const pool = new Pool({ connectionString: process.env['RECKONER_POSTGRES'] });
  await migratePostgres(pool, { schema });
  return { repository: createPostgresRepository(pool, { schema }), close: () => pool.end() };
}

const [, , kind = '', place = ''] = process.argv;
const { repository, close } = await (kind === 'sqlite' ? openFile(place) : openSchema(place));
await play({
  repository,
  given,
  sending: 'with_keys',
  recover: () => {},
  onAnswer: () => process.stdout.write('answered\n'),
});
process.stdout.write(`${await everythingIn(repository.account('demo'))}\n`);
await close();
