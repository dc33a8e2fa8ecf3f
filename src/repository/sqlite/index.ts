/**
 * The repository on SQLite: `node:sqlite` on Node 22 and later, `node-sqlite3-wasm` on Node 20.
 *
 * Owns the statements of SQLite and how a connection is used: one transaction at a time. Does not own the connection, which
 * the caller opens and closes. Invariants: a transaction holds the file's one write lock from its start, so that nothing
 * that it reads can change; a statement that failed ends it.
 *
 * @module repository/sqlite
 */
export { createSqliteRepository } from './create-sqlite-repository.js';
export { migrateSqlite } from './migrate-sqlite.js';
export type { NodeSqliteDatabase, SqliteDatabase, SqliteValue, WasmSqliteDatabase } from './connection.js';
