import { fail, shown } from '../../errors/index.js';
import { isStorable } from '../stored-text.js';

/** Where the tables are, and how often a transaction is tried. */
export type PostgresqlOptions = {
  /** The schema that holds the tables; `reckoner` if not given. */
  readonly schema?: string | undefined;
  /** How many times work is run before a race is given up; 20 if not given. */
  readonly attempts?: number | undefined;
};

// PostgreSQL cuts longer names without a word.
const longestSchema = 63;

/** The schema as a quoted identifier. */
export function quotedSchema({ schema = 'reckoner' }: PostgresqlOptions): string {
  if (schema === '' || schema.length > longestSchema || !isStorable(schema)) {
    fail('schema', 'invalid_type', `is ${shown(schema)}; give a name of 1 to ${longestSchema} characters`);
  }
  return `"${schema.replaceAll('"', '""')}"`;
}

export function attemptsOf({ attempts = 20 }: PostgresqlOptions): number {
  if (Number.isInteger(attempts) && attempts >= 1) return attempts;
  return fail('attempts', 'limit_exceeded', `is ${shown(attempts)}; give a whole number from 1`);
}
