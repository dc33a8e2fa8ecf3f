import { createMemoryRepository, type Repository } from '../../repository/index.js';
import { createPostgresRepository, migratePostgres, type PostgresPool } from '../../repository/postgres/index.js';
import { createSqliteRepository, migrateSqlite } from '../../repository/sqlite/index.js';
import { CommandRefusal } from '../refusal.js';
import { loadDriver } from './load-driver.js';
import { openDatabase } from './open-database.js';

/** A repository, with the tables it needs, and how to give back what it was opened on. */
export type OpenStore = { readonly repository: Repository; readonly close: () => Promise<void> };

/** Where `--db` points; a PostgreSQL server is told by its whole address. */
export type StorePlace =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly address: string };

/**
 * Reads `memory`, `sqlite:FILE` or `postgres://…`.
 *
 * @throws CommandRefusal for anything else
 */
export function readPlace(text: string, hint: string): StorePlace {
  if (text === 'memory') return { kind: 'memory' };
  if (text.startsWith('sqlite:') && text !== 'sqlite:') return { kind: 'sqlite', file: text.slice('sqlite:'.length) };
  if (/^postgres(ql)?:\/\/./.test(text)) return { kind: 'postgres', address: text };
  // What was given may be an address with a password in it, so it is not repeated.
  throw new CommandRefusal(`--db is no place that is known; give memory, sqlite:FILE or postgres://… (${hint})`);
}

/**
 * Opens a place and brings its tables up to date.
 *
 * @throws CommandRefusal if it cannot be opened
 */
export async function openStore(place: StorePlace): Promise<OpenStore> {
  try {
    return await opening(place);
  } catch (error) {
    if (error instanceof CommandRefusal || !(error instanceof Error)) throw error;
    const named = place.kind === 'sqlite' ? place.file : place.kind;
    // Where a host has several addresses, the message of a refused connection is empty and its code speaks.
    const reason = error.message || ('code' in error ? String(error.code) : error.name);
    throw new CommandRefusal(`${named}: the database could not be opened (${reason}); correct --db`);
  }
}

async function opening(place: StorePlace): Promise<OpenStore> {
  if (place.kind === 'memory') return { repository: createMemoryRepository(), close: async () => {} };
  if (place.kind === 'sqlite') return openSqlite(place.file);
  return openPostgres(place.address);
}

async function openSqlite(file: string): Promise<OpenStore> {
  const database = await openDatabase(file);
  try {
    await migrateSqlite(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return { repository: createSqliteRepository(database), close: async () => database.close() };
}

type Pool = PostgresPool & { readonly end: () => Promise<void> };
type PostgresDriver = { readonly Pool: new (options: { readonly connectionString: string }) => Pool };

// The driver is the user's to install, so its name is no import that has to be there.
const postgresDriver = 'pg';

async function openPostgres(connectionString: string): Promise<OpenStore> {
  const driver = await loadDriver(postgresDriver);
  if (driver === null) throw new CommandRefusal('postgres: needs the package pg beside reckoner; npm install pg');
  const pool = new (driver as PostgresDriver).Pool({ connectionString });
  try {
    await migratePostgres(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { repository: createPostgresRepository(pool), close: () => pool.end() };
}
