import type { Engine } from './engine.js';
import { openDuckdb } from './duckdb.js';
import { openPostgresql, postgresqlName } from './postgresql.js';

/** The engines on which every test of SQL runs. */
export const engines: readonly { readonly name: string; readonly open: () => Promise<Engine> }[] = [
  { name: postgresqlName, open: openPostgresql },
  { name: 'DuckDB', open: openDuckdb },
];

/** How long an engine may take to start on a busy machine. */
export const startTimeout = 60_000;
