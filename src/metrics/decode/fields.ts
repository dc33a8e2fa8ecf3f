import { caution, pathAt, problem, shown, type Issues } from '../../errors/index.js';

export type Members = { readonly [key: string]: unknown };

/** A place in a document and where its faults go. */
export type Place = { readonly members: Members; readonly path: string; readonly issues: Issues };

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Opens an object; anything else is an issue. */
export function openObject(value: unknown, path: string, issues: Issues): Place | undefined {
  if (isMembers(value)) return { members: value, path, issues };
  if (value === undefined || value === null) issues.push(problem(path, 'missing_field', 'An object is needed here.'));
  else issues.push(problem(path, 'invalid_type', `Expected an object, not ${shown(value)}.`));
  return undefined;
}

/** A text, or null if it is absent or at fault. */
export function readText({ members, path, issues }: Place, key: string): string | null {
  const value = members[key];
  if (value === undefined || value === null || typeof value === 'string') return value ?? null;
  issues.push(problem(pathAt(path, key), 'invalid_type', `Expected a string, not ${shown(value)}.`));
  return null;
}

/** A list of texts, or null if it is absent or at fault. */
export function readTexts({ members, path, issues }: Place, key: string): readonly string[] | null {
  const value = members[key];
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) {
    const texts = value.filter((item) => typeof item === 'string');
    if (texts.length === value.length) return texts;
  }
  issues.push(problem(pathAt(path, key), 'invalid_type', `Expected an array of strings, not ${shown(value)}.`));
  return null;
}

/** Warns of keys that mean nothing here: mostly a misspelt one. */
export function noticeUnknownKeys({ members, path, issues }: Place, known: readonly string[]): void {
  for (const key of Object.keys(members)) {
    if (known.includes(key)) continue;
    const message = `This key is ignored; the keys here are ${known.join(', ')}.`;
    issues.push(caution(pathAt(path, key), 'invalid_type', message));
  }
}
