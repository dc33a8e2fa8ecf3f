import { problem, type Issues } from '../errors/index.js';
import type { Parameter, Parameters } from './query-grammar.js';

/** What a query said, by the names that the API gives its parameters. */
export type Query = { readonly [name: string]: unknown };

/** Reads a query, appending a fault for what is unknown, repeated, missing or not what it should be. */
export function readQuery(given: URLSearchParams, parameters: Parameters, issues: Issues): Query {
  const texts = textsByName(given);
  const query = new Map<string, unknown>();
  for (const name of texts.keys()) {
    if (!Object.hasOwn(parameters, name)) issues.push(problem(name, 'unknown_parameter', unknown(parameters)));
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = readParameter({ name, parameter, texts: texts.get(name) ?? [] }, issues);
    if (value !== undefined) query.set(name, value);
  }
  return Object.fromEntries(query);
}

/** Texts by name; `created_at.gte` is `created_at[gte]`, and a name without a text says nothing. */
function textsByName(given: URLSearchParams): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  for (const [written, value] of given) {
    const name = written.replace(/\.(\w+)$/, '[$1]');
    const said = texts.get(name) ?? [];
    texts.set(name, value === '' ? said : [...said, value]);
  }
  return texts;
}

type Said = { readonly name: string; readonly parameter: Parameter; readonly texts: readonly string[] };

function readParameter({ name, parameter, texts }: Said, issues: Issues): unknown {
  if (texts.length === 0) {
    if (parameter.is_required) issues.push(problem(name, 'missing_field', `is missing; give ${parameter.wanted}`));
    return undefined;
  }
  if (texts.length > 1 && !parameter.is_list) {
    issues.push(problem(name, 'invalid_type', 'is given more than once; give it once'));
    return undefined;
  }
  const values = texts.map((given) => parameter.read(given));
  if (values.includes(undefined)) {
    issues.push(problem(name, 'invalid_type', `is not ${parameter.wanted}`));
    return undefined;
  }
  return parameter.is_list ? values : values[0];
}

function unknown(parameters: Parameters): string {
  const names = Object.keys(parameters);
  return names.length === 0
    ? 'is no parameter of this operation, which has none; remove it'
    : `is no parameter of this operation; its parameters are ${names.join(', ')}`;
}
