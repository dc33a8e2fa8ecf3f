import {
  isBillingError,
  optionalText,
  pathAt,
  pathAtKey,
  report,
  valueAt,
  wanting,
  isGiven,
  type Fields,
  type Issues,
} from '../../errors/index.js';
import { compileText } from '../expressions/compile-expression.js';
import type { Evaluate } from '../expressions/evaluation.js';
import type { Value } from '../expressions/syntax.js';

/** The values of a metric's parameters, by name. */
export type Parameters = ReadonlyMap<string, Value>;

/** A text and what it compiles to. */
export type DecodedText = { readonly text: string; readonly evaluate: Evaluate };

/** Compiles the text at `key`; null if there is none, or if it is at fault, which becomes an issue. */
export function decodeText(fields: Fields, key: string, parameters: Parameters): DecodedText | null {
  const text = optionalText(fields, key);
  return text === null ? null : compileAt(text, { path: pathAtKey(fields, key), parameters, issues: fields.issues });
}

/** Compiles the list of texts at `key`; of those at fault each becomes an issue. */
export function decodeTexts(fields: Fields, key: string, parameters: Parameters): readonly DecodedText[] {
  const path = pathAtKey(fields, key);
  const { issues } = fields;
  return (optionalTexts(fields, key) ?? []).flatMap((text, index) => {
    const decoded = compileAt(text, { path: pathAt(path, index), parameters, issues });
    return decoded === null ? [] : [decoded];
  });
}

/** A list of texts, or null if it is absent or at fault. */
export function optionalTexts(fields: Fields, key: string): readonly string[] | null {
  const list = valueAt(fields, key);
  if (!isGiven(list)) return null;
  if (Array.isArray(list)) {
    const texts = list.filter((item) => typeof item === 'string');
    if (texts.length === list.length) return texts;
  }
  report(fields, key, wanting(list, 'a list of texts'));
  return null;
}

type Compiling = { readonly path: string; readonly parameters: Parameters; readonly issues: Issues };

/** A refusal becomes issues, so that one report can name the faults of several texts. */
function compileAt(text: string, { path, parameters, issues }: Compiling): DecodedText | null {
  try {
    return { text, evaluate: compileText(text, path, parameters) };
  } catch (error) {
    if (!isBillingError(error)) throw error;
    issues.push(...error.issues);
    return null;
  }
}
