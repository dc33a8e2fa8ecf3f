import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';
import { postgresql } from './postgresql.js';

/** The engines for which a metric can be compiled. */
export const dialectNames = ['postgresql', 'duckdb', 'clickhouse', 'bigquery'] as const;

export type DialectName = (typeof dialectNames)[number];

export const dialects: { readonly [D in DialectName]: Dialect } = { postgresql, duckdb, clickhouse, bigquery };

export function isDialectName(name: unknown): name is DialectName {
  return typeof name === 'string' && Object.hasOwn(dialects, name);
}
