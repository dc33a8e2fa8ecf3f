/**
 * The repository on PostgreSQL, through the pool of `pg` or of anything shaped like it.
 *
 * Owns how a pool is used: one connection per transaction, given back whatever happens. Does not own the pool, which the
 * caller opens, configures and ends, nor the statements, which the embedded PostgreSQL shares. Invariant: a transaction is
 * stored whole or not at all; where a connection is lost at the commit, nobody can know, and the error says so by being
 * the connection's.
 *
 * @module repository/postgres
 */
export { createPostgresRepository } from './create-postgres-repository.js';
export { migratePostgres } from './migrate-postgres.js';
export type { PostgresClient, PostgresPool } from './pool.js';
export type { PostgresqlOptions } from '../postgresql/options.js';
