import { readDate, readInstant } from '../time/index.js';

/** What a query parameter may say. */
export type Parameter = {
  /** For the refusal: "give a whole number from 1 to 100". */
  readonly wanted: string;
  readonly is_required: boolean;
  readonly is_list: boolean;
  /** The value of one text, or undefined if it is not what is wanted. */
  readonly read: (text: string) => unknown;
};

/** The parameters of an operation, by the names that the API gives them: `limit`, `created_at[gte]`, `status[]`. */
export type Parameters = { readonly [name: string]: Parameter };

export const text = one('a text', (given) => given);

export const flag = one('true or false', (given) => flags.get(given.toLowerCase()));

/** An instant with its offset; it stays the text it is. */
export const instant = one('an instant like 2026-01-31T00:00:00Z', (given) =>
  readInstant(given, '', []) === undefined ? undefined : given,
);

/** A date; it stays the text it is. */
export const date = one('a date like 2026-01-31', (given) =>
  readDate(given, '', []) === undefined ? undefined : given,
);

/** A page of at most a hundred, twenty unless told otherwise. */
export const page = { limit: limit(100), cursor: text };

/** The same of at most a thousand. */
export const longPage = { limit: limit(1000), cursor: text };

/** One of a few words. */
export function oneOf(...words: readonly string[]): Parameter {
  return one(words.join(' or '), (given) => (words.includes(given) ? given : undefined));
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
  return one(`a whole number from 1 to ${most}`, (given) => {
    const count = /^\d{1,4}$/.test(given) ? Number(given) : 0;
    return count >= 1 && count <= most ? count : undefined;
  });
}

function one(wanted: string, read: (text: string) => unknown): Parameter {
  return { wanted, is_required: false, is_list: false, read };
}
