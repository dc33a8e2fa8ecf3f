import type { NumberSql } from '../dialects/dialect.js';

/**
 * What an expression yields, as SQL by type. SQL columns have one type and a JSON value has any, so an expression becomes
 * a lane per type, of which at most one is not NULL for one event; a lane is null here when it always is.
 */
export type Lanes = {
  readonly text: Lane<string>;
  readonly truth: Lane<string>;
  /** JSON numbers and what arithmetic makes. */
  readonly number: Lane<NumberSql>;
  /** What counts as a number (§3): those, and texts in the strict decimal grammar. */
  readonly numeric: Lane<NumberSql>;
  /** TRUE if the value is not NULL, else FALSE. */
  readonly isPresent: () => string;
};

/** Written when asked for, so that what nobody asks for is not read from the events. */
export type Lane<T> = (() => T) | null;

export const nullLanes: Lanes = { text: null, truth: null, number: null, numeric: null, isPresent: () => 'FALSE' };

export function truthLanes(sql: string): Lanes {
  return { ...nullLanes, truth: () => sql, isPresent: () => `(${sql}) IS NOT NULL` };
}

/** The lanes of a number, which is written once: its digits may refuse the metric. */
export function numberLanes(number: NumberSql): Lanes {
  const lane = (): NumberSql => number;
  return { ...nullLanes, number: lane, numeric: lane, isPresent: () => `(${number.sql}) IS NOT NULL` };
}
