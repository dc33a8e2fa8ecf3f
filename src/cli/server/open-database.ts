import type { SqliteDatabase } from '../../repository/sqlite/index.js';
import { CommandRefusal } from '../refusal.js';
import { loadDriver } from './load-driver.js';
import { releaseStaleLock } from './stale-lock.js';

type Open = SqliteDatabase & { readonly close: () => void };
type Opens = new (file: string) => Open;

// Neither is a dependency: the first is Node's from 22 on, the second the user's to install.
const builtIn = 'node:sqlite';
const compiled = 'node-sqlite3-wasm';

/**
 * Opens a file of SQLite with what there is: `node:sqlite`, or else `node-sqlite3-wasm`.
 *
 * @throws CommandRefusal if there is neither
 */
export async function openDatabase(file: string): Promise<Open> {
  const own = (await loadDriver(builtIn)) as { readonly DatabaseSync: Opens } | null;
  if (own !== null) return new own.DatabaseSync(file);
  const other = (await loadDriver(compiled)) as { readonly Database: Opens } | null;
  if (other !== null) {
    await releaseStaleLock(file);
    return new other.Database(file);
  }
  throw new CommandRefusal(`${file}: needs Node 22, or the package ${compiled} beside reckoner`);
}
