import type { JsonDocument } from '../documents.js';

/** A row as the driver returns it; our statements select texts and small whole numbers only, which no driver changes. */
export type Row = { readonly [column: string]: unknown };

/** Whole numbers travel as texts: a driver may make doubles or objects of its own of anything else. */
export type Value = string | null | readonly (string | null)[];

/** A connection with an open transaction. */
export type Session = {
  query(text: string, values: readonly Value[]): Promise<readonly Row[]>;
  /** Several statements without parameters. */
  run(script: string): Promise<void>;
};

/** A database that runs work in a transaction: stored if the work resolves, undone if it rejects. */
export type Database = {
  /** @param opening - the statements with which the transaction begins */
  transaction<T>(opening: string, work: (session: Session) => Promise<T>): Promise<T>;
};

const farthest = 2 ** 31 - 1;

/** A count of rows as a parameter; more than there can be stands for all. */
export function countText(count: number): string {
  return String(Math.max(0, Math.min(Math.floor(count), farthest)));
}

/** JSON that was selected as text. */
export function parsed(row: Row, column: string): JsonDocument {
  return JSON.parse(String(row[column])) as JsonDocument;
}
