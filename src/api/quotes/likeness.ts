import { isObject } from '../../errors/index.js';

const deepest = 12;
const longest = 20_000;

/**
 * A text that two values have in common only if whatever reads them reads the same: what they hold, in its order and with
 * its types. Null for what may read differently each time, such as objects with methods, and for what is long or deep.
 */
export function likenessOf(value: unknown): string | null {
  const text: string[] = [];
  return isWritten(value, { text, length: 0 }, deepest) ? text.join('') : null;
}

type Writing = { readonly text: string[]; length: number };

function isWritten(value: unknown, writing: Writing, depth: number): boolean {
  if (Array.isArray(value)) return isPlain(value, Array.prototype) && areMembersWritten(value, writing, depth);
  if (isObject(value)) return isPlain(value, Object.prototype) && areMembersWritten(value, writing, depth);
  const part = scalarOf(value);
  return part !== null && isPut(part, writing);
}

function scalarOf(value: unknown): string | null {
  if (typeof value === 'string') return JSON.stringify(value);
  const isScalar = value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? String(value) : null;
}

function isPut(part: string, writing: Writing): boolean {
  writing.text.push(part);
  writing.length += part.length;
  return writing.length <= longest;
}

/** Whether it is what JSON makes, with nothing inherited of its own. */
function isPlain(value: object, prototype: object): boolean {
  return Object.getPrototypeOf(value) === prototype;
}

function areMembersWritten(value: object, writing: Writing, depth: number): boolean {
  // Of a list its length as well, because a hole has no key.
  const opening = Array.isArray(value) ? `[${value.length}:` : '{';
  if (depth === 0 || !isPut(opening, writing)) return false;
  return Object.keys(value).every((key) => isMemberWritten(value, key, { writing, depth })) && isPut('}', writing);
}

type Below = { readonly writing: Writing; readonly depth: number };

function isMemberWritten(owner: object, key: string, { writing, depth }: Below): boolean {
  const member = Object.getOwnPropertyDescriptor(owner, key);
  // What is computed when it is read may be another value each time.
  if (member === undefined || !('value' in member) || !isPut(`${JSON.stringify(key)}:`, writing)) return false;
  return isWritten(member.value, writing, depth - 1) && isPut(',', writing);
}
