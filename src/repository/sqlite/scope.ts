import type { JsonDocument } from '../documents.js';
import type { Connection, SqliteRow } from './connection.js';

/** What a transaction is about: its connection, and its account as it is stored. */
export type Scope = { readonly connection: Connection; readonly account_id: string };

/** JSON that was selected. */
export function parsed(row: SqliteRow, column: string): JsonDocument {
  return JSON.parse(String(row[column])) as JsonDocument;
}

const farthest = 2 ** 31 - 1;

/** A count of rows as a parameter; more than there can be stands for all. */
export function countOf(count: number): number {
  return Math.max(0, Math.min(Math.floor(count), farthest));
}

const bound = Number.MAX_SAFE_INTEGER;

/** A bound of whole milliseconds as a parameter: one outside the calendar stands for all of time on its side. */
export function momentOf(millis: number): number {
  return Math.max(-bound, Math.min(bound, millis));
}
