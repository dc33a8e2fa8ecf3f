import { fail, shown } from '../../errors/index.js';
import type { SourceText } from './source-text.js';
import { tokenize, type Token, type TokenKind } from './tokens.js';

/** A place in a token list, and how much tree was built on the way; the one mutable thing of a parse. */
export type Cursor = {
  readonly tokens: readonly Token[];
  readonly source: SourceText;
  next: number;
  depth: number;
  nodes: number;
  products: number;
};

const deepest = 100;
// Also bounds the recursion of a chain such as a + b + c + …, which is as deep as it is long.
const mostNodes = 2000;
const mostProducts = 64;
const end: Token = { kind: 'end', text: '', keyword: '', position: 0 };

export function openText(source: SourceText): Cursor {
  return { tokens: tokenize(source), source, next: 0, depth: 0, nodes: 0, products: 0 };
}

/** The token at the cursor, or `ahead` places after it. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.next + ahead] ?? cursor.tokens.at(-1) ?? end;
}

export function advance(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.next += 1;
  return token;
}

export function acceptKeyword(cursor: Cursor, keyword: string): boolean {
  if (peek(cursor).keyword !== keyword) return false;
  cursor.next += 1;
  return true;
}

export function acceptSymbol(cursor: Cursor, symbol: string): boolean {
  if (!isSymbol(peek(cursor), symbol)) return false;
  cursor.next += 1;
  return true;
}

export function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && token.text === symbol;
}

export function acceptKind(cursor: Cursor, kind: TokenKind): Token | undefined {
  return peek(cursor).kind === kind ? advance(cursor) : undefined;
}

export function expectKeyword(cursor: Cursor, keyword: string): void {
  if (!acceptKeyword(cursor, keyword)) refuseToken(cursor, keyword);
}

export function expectSymbol(cursor: Cursor, symbol: string): void {
  if (!acceptSymbol(cursor, symbol)) refuseToken(cursor, `"${symbol}"`);
}

/** Refuses the token at the cursor, saying where it is and what would have been right. */
export function refuseToken(cursor: Cursor, expected: string): never {
  const { kind, text, keyword, position } = peek(cursor);
  const { path, code, advice } = cursor.source;
  const found = kind === 'end' ? 'the end' : shown(text);
  const known = advice?.get(kind === 'symbol' ? text : keyword);
  fail(
    path,
    code,
    `At position ${position}, found ${found}; expected ${expected}${known === undefined ? '' : ` (${known})`}.`,
  );
}

/** Runs a parse one level deeper, so that hostile nesting is refused before it exhausts the stack. */
export function nested<T>(cursor: Cursor, parse: (cursor: Cursor) => T): T {
  cursor.depth += 1;
  if (cursor.depth > deepest) {
    const { position } = peek(cursor);
    fail(
      cursor.source.path,
      'limit_exceeded',
      `At position ${position}, the text nests deeper than ${deepest} levels.`,
    );
  }
  const parsed = parse(cursor);
  cursor.depth -= 1;
  return parsed;
}

/** Counts a `*`, `/` or `%`: each may add all digits of an input to a result, and this bounds how long it can get. */
export function countProduct(cursor: Cursor): void {
  cursor.products += 1;
  if (cursor.products <= mostProducts) return;
  const { position } = peek(cursor);
  fail(
    cursor.source.path,
    'limit_exceeded',
    `At position ${position}, the text has more than ${mostProducts} of * / %.`,
  );
}

/** Counts a node, so that the cost of evaluating one event stays bounded. */
export function counted<T>(cursor: Cursor, node: T): T {
  cursor.nodes += 1;
  if (cursor.nodes > mostNodes) {
    const { position } = peek(cursor);
    fail(cursor.source.path, 'limit_exceeded', `At position ${position}, the text has more than ${mostNodes} terms.`);
  }
  return node;
}
