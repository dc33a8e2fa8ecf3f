import { isBillingError, pathAt, type Issues } from '../../errors/index.js';
import { compileText } from '../expressions/compile-expression.js';
import type { Evaluate } from '../expressions/evaluation.js';
import type { Value } from '../expressions/syntax.js';
import { readText, type Place } from './fields.js';

/** The values of a metric's parameters, by name. */
export type Parameters = ReadonlyMap<string, Value>;

/** A text and what it compiles to. */
export type DecodedText = { readonly text: string; readonly evaluate: Evaluate };

/** Compiles the text at `key`; null if there is none, or if it is at fault, which becomes an issue. */
export function decodeText(place: Place, key: string, parameters: Parameters): DecodedText | null {
  const text = readText(place, key);
  return text === null ? null : collectFaults(place.issues, () => compileAt(text, pathAt(place.path, key), parameters));
}

export function compileAt(text: string, path: string, parameters: Parameters): DecodedText {
  return { text, evaluate: compileText(text, path, parameters) };
}

/** Turns a refusal into issues, so that one report can name the faults of several texts. */
export function collectFaults<T>(issues: Issues, attempt: () => T): T | null {
  try {
    return attempt();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    issues.push(...error.issues);
    return null;
  }
}
