import { createRequire } from 'node:module';
import type { NodeSqliteDatabase, SqliteDatabase, WasmSqliteDatabase } from '../../src/repository/sqlite/index.js';

const require = createRequire(import.meta.url);

type Closing = { close(): void };
type Wasm = { Database: new (path: string) => WasmSqliteDatabase & Closing };
type BuiltIn = { DatabaseSync: new (path: string) => NodeSqliteDatabase & Closing };

/** A library of SQLite that this Node has. */
export type Library = { readonly name: string; readonly open: (path: string) => SqliteDatabase & Closing };

const wasm: Library = {
  name: 'node-sqlite3-wasm',
  open: (path) => new (require('node-sqlite3-wasm') as Wasm).Database(path),
};

const builtIn: Library = {
  name: 'node:sqlite',
  open: (path) => new (require('node:sqlite') as BuiltIn).DatabaseSync(path),
};

/** Node 22.13 and later have one of their own. */
const hasBuiltIn = ((): boolean => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major! > 22 || (major === 22 && minor! >= 13);
})();

export const libraries: readonly Library[] = hasBuiltIn ? [wasm, builtIn] : [wasm];

/** Opens a file with the library that a backend on this Node would use. */
export function openSqlite(path: string): ReturnType<Library['open']> {
  return (hasBuiltIn ? builtIn : wasm).open(path);
}
