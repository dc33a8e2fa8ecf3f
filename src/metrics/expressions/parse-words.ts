import {
  acceptKeyword,
  acceptKind,
  acceptSymbol,
  advance,
  expectKeyword,
  expectSymbol,
  nested,
  peek,
  refuseToken,
  isSymbol,
  type Cursor,
} from './cursor.js';
import { functionArity, functionNamed } from './function-names.js';
import type { EventField, Expression } from './syntax.js';

type Parse = (cursor: Cursor) => Expression;

const reserved = /*#__PURE__*/ new Set([
  'AND',
  'OR',
  'NOT',
  'IN',
  'BETWEEN',
  'LIKE',
  'IS',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
]);
const constants: ReadonlyMap<string, boolean | null> = /*#__PURE__*/ new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);
const fields: readonly EventField[] = [
  'event_name',
  'timestamp_millis',
  'idempotency_key',
  'customer_id',
  'external_customer_id',
];

/** What a bare word begins: a constant, CASE, a call, an event field or a property. `parse` reads a whole expression. */
export function parseWord(cursor: Cursor, parse: Parse): Expression {
  const { keyword, text } = peek(cursor);
  if (reserved.has(keyword)) {
    return refuseToken(cursor, 'a value (a property of this name is written in double quotes)');
  }
  if (isSymbol(peek(cursor, 1), '(')) return parseCall(cursor, parse);
  advance(cursor);
  if (keyword === 'CASE') return nested(cursor, () => parseCase(cursor, parse));
  const constant = constants.get(keyword);
  if (constant !== undefined) return { kind: 'literal', value: constant };
  return text === 'properties' && acceptSymbol(cursor, '.') ? parseMember(cursor) : parseName(text);
}

function parseName(text: string): Expression {
  const field = fields.find((known) => known === text);
  return field ? { kind: 'field', name: field } : { kind: 'property', name: text };
}

// After `properties.` every word is a name, a keyword too: nothing else can stand there.
function parseMember(cursor: Cursor): Expression {
  const name = acceptKind(cursor, 'word') ?? acceptKind(cursor, 'quoted') ?? refuseToken(cursor, 'a property name');
  return { kind: 'property', name: name.text };
}

function parseCall(cursor: Cursor, parse: Parse): Expression {
  // CASE (…) is a simple CASE, which the language lacks; let its own message say so.
  if (acceptKeyword(cursor, 'CASE')) return parseCase(cursor, parse);
  const name = functionNamed(peek(cursor).keyword) ?? refuseToken(cursor, 'a function of the expression language');
  const { position } = advance(cursor);
  expectSymbol(cursor, '(');
  const operands = parseList(cursor, parse);
  const { least, most } = functionArity(name);
  if (operands.length >= least && operands.length <= most) return { kind: 'call', function: name, operands };
  cursor.next -= 1;
  return refuseToken(cursor, `${arityText(least, most)} in ${name} of position ${position}, not ${operands.length}`);
}

function arityText(least: number, most: number): string {
  if (most === Infinity) return `at least ${least} operand${least === 1 ? '' : 's'}`;
  return `${least} operand${least === 1 ? '' : 's'}`;
}

function parseCase(cursor: Cursor, parse: Parse): Expression {
  const branches: { when: Expression; result: Expression }[] = [];
  if (peek(cursor).keyword !== 'WHEN') refuseToken(cursor, 'WHEN');
  while (acceptKeyword(cursor, 'WHEN')) {
    const when = parse(cursor);
    expectKeyword(cursor, 'THEN');
    branches.push({ when, result: parse(cursor) });
  }
  const otherwise: Expression = acceptKeyword(cursor, 'ELSE') ? parse(cursor) : { kind: 'literal', value: null };
  expectKeyword(cursor, 'END');
  return { kind: 'case', branches, otherwise };
}

/** The rest of a parenthesised, non-empty list whose opening bracket was read. */
export function parseList(cursor: Cursor, parse: Parse): readonly Expression[] {
  const items = [nested(cursor, parse)];
  while (acceptSymbol(cursor, ',')) items.push(nested(cursor, parse));
  expectSymbol(cursor, ')');
  return items;
}
