import type { JsonDocument } from '../repository/index.js';
import { readDate, readInstant } from '../time/index.js';

/** What a query parameter may say. */
export type Parameter = {
  /** For the refusal: "give a whole number from 1 to 100". */
  readonly wanted: string;
  readonly is_required: boolean;
  readonly is_list: boolean;
  /** The same as JSON Schema, of one value. */
  readonly schema: JsonDocument;
  /** The value of one text, or undefined if it is not what is wanted. */
  readonly read: (text: string) => unknown;
};

/** The parameters of an operation, by the names that the API gives them: `limit`, `created_at[gte]`, `status[]`. */
export type Parameters = { readonly [name: string]: Parameter };

export const text = one({ wanted: 'a text', schema: { type: 'string' } }, (given) => given);

export const flag = one({ wanted: 'true or false', schema: { type: 'boolean' } }, (given) =>
  flags.get(given.toLowerCase()),
);

/** An instant with its offset; it stays the text it is. */
export const instant = one(
  { wanted: 'an instant like 2026-01-31T00:00:00Z', schema: { type: 'string', format: 'date-time' } },
  (given) => (readInstant(given, '', []) === undefined ? undefined : given),
);

/** A date; it stays the text it is. */
export const date = one({ wanted: 'a date like 2026-01-31', schema: { type: 'string', format: 'date' } }, (given) =>
  readDate(given, '', []) === undefined ? undefined : given,
);

/** A page of at most a hundred, twenty unless told otherwise. */
export const page = { limit: limit(100), cursor: text };

/** The same of at most a thousand. */
export const longPage = { limit: limit(1000), cursor: text };

/** One of a few words. */
export function oneOf(...words: readonly string[]): Parameter {
  return one({ wanted: words.join(' or '), schema: { type: 'string', enum: words } }, (given) =>
    words.includes(given) ? given : undefined,
  );
}

/** The same, as often as one likes. */
export function listOf(...words: readonly string[]): Parameter {
  return { ...oneOf(...words), is_list: true };
}

/** Texts, as many as one likes. */
export const list: Parameter = { ...text, is_list: true };

/** The same parameter where nothing goes without it. */
export function required(parameter: Parameter): Parameter {
  return { ...parameter, is_required: true };
}

/** The four bounds of a moment: `created_at[gte]` and its like. */
export function between(name: string): Parameters {
  return Object.fromEntries(['gte', 'gt', 'lt', 'lte'].map((bound) => [`${name}[${bound}]`, instant]));
}

const flags = new Map([
  ['true', true],
  ['false', false],
]);

function limit(most: number): Parameter {
  const schema = { type: 'integer', minimum: 1, maximum: most, default: 20 };
  return one({ wanted: `a whole number from 1 to ${most}`, schema }, (given) => {
    const count = /^\d{1,4}$/.test(given) ? Number(given) : 0;
    return count >= 1 && count <= most ? count : undefined;
  });
}

function one(said: Pick<Parameter, 'wanted' | 'schema'>, read: (text: string) => unknown): Parameter {
  return { ...said, is_required: false, is_list: false, read };
}
