/**
 * The repository on PGlite, PostgreSQL compiled to WebAssembly, which needs no server.
 *
 * Owns how PGlite's transactions are used. Does not own the database, which the caller opens and closes, nor the
 * statements, which are those of PostgreSQL. Invariant: PGlite has one connection, so that transactions run one after the
 * other, those of the caller included.
 *
 * @module repository/pglite
 */
export { createPgliteRepository } from './create-pglite-repository.js';
export { migratePglite } from './migrate-pglite.js';
export type { PgliteDatabase, PgliteTransaction } from './database.js';
export type { PostgresqlOptions } from '../postgresql/options.js';
