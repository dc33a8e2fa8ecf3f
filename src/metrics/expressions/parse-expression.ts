import {
  acceptKeyword,
  acceptSymbol,
  advance,
  counted,
  countProduct,
  expectKeyword,
  expectSymbol,
  nested,
  openText,
  peek,
  refuseToken,
  type Cursor,
} from './cursor.js';
import { parseNumber } from './parse-number.js';
import { parseList, parseWord } from './parse-words.js';
import type { ArithmeticOperator, ComparisonOperator, Expression } from './syntax.js';
import { numberValue } from './values.js';

/**
 * Parses a whole text (§3 "Expressions"). Precedence from loose to tight, as in SQL: OR, AND, NOT, IS NULL, comparison,
 * IN BETWEEN LIKE, + −, * / %, unary minus. Comparisons do not chain: `a < b < c` is refused, since nobody means it.
 */
export function parseExpression(text: string, path: string): Expression {
  const cursor = openText({ text, path, code: 'invalid_expression' });
  const expression = parseExpressionAt(cursor);
  if (peek(cursor).kind !== 'end') refuseToken(cursor, 'an operator or the end');
  return expression;
}

/** Parses one expression at the cursor and leaves the cursor behind it; for grammars that contain expressions. */
export function parseExpressionAt(cursor: Cursor): Expression {
  const first = parseAnd(cursor);
  if (peek(cursor).keyword !== 'OR') return first;
  const operands = [first];
  while (acceptKeyword(cursor, 'OR')) operands.push(parseAnd(cursor));
  return counted(cursor, { kind: 'or', operands });
}

function parseAnd(cursor: Cursor): Expression {
  const first = parseNot(cursor);
  if (peek(cursor).keyword !== 'AND') return first;
  const operands = [first];
  while (acceptKeyword(cursor, 'AND')) operands.push(parseNot(cursor));
  return counted(cursor, { kind: 'and', operands });
}

function parseNot(cursor: Cursor): Expression {
  if (!acceptKeyword(cursor, 'NOT')) return parseIsNull(cursor);
  return counted(cursor, { kind: 'not', operand: nested(cursor, parseNot) });
}

function parseIsNull(cursor: Cursor): Expression {
  let operand = parseComparison(cursor);
  while (acceptKeyword(cursor, 'IS')) {
    const negated = acceptKeyword(cursor, 'NOT');
    if (!acceptKeyword(cursor, 'NULL')) refuseToken(cursor, negated ? 'NULL' : 'NULL or NOT NULL');
    operand = counted(cursor, { kind: 'is_null', operand, negated });
  }
  return operand;
}

const comparisons: readonly ComparisonOperator[] = ['=', '<>', '<', '<=', '>', '>='];

function parseComparison(cursor: Cursor): Expression {
  const left = parseMembership(cursor);
  const operator = acceptOperator(cursor, comparisons);
  if (!operator) return left;
  return counted(cursor, { kind: 'comparison', operator, left, right: parseMembership(cursor) });
}

function parseMembership(cursor: Cursor): Expression {
  const operand = parseSum(cursor);
  const negated = acceptKeyword(cursor, 'NOT');
  if (acceptKeyword(cursor, 'IN')) {
    expectSymbol(cursor, '(');
    return counted(cursor, { kind: 'in', operand, options: parseList(cursor, parseExpressionAt), negated });
  }
  if (acceptKeyword(cursor, 'BETWEEN')) {
    const low = parseSum(cursor);
    expectKeyword(cursor, 'AND');
    return counted(cursor, { kind: 'between', operand, low, high: parseSum(cursor), negated });
  }
  if (acceptKeyword(cursor, 'LIKE')) {
    return counted(cursor, { kind: 'like', operand, pattern: parseSum(cursor), negated });
  }
  return negated ? refuseToken(cursor, 'IN, BETWEEN or LIKE after NOT') : operand;
}

const sums: readonly ArithmeticOperator[] = ['+', '-'];
const products: readonly ArithmeticOperator[] = ['*', '/', '%'];

function parseSum(cursor: Cursor): Expression {
  let left = parseProduct(cursor);
  for (let operator = acceptOperator(cursor, sums); operator; operator = acceptOperator(cursor, sums)) {
    left = counted(cursor, { kind: 'arithmetic', operator, left, right: parseProduct(cursor) });
  }
  return left;
}

function parseProduct(cursor: Cursor): Expression {
  let left = parseSigned(cursor);
  for (let operator = acceptOperator(cursor, products); operator; operator = acceptOperator(cursor, products)) {
    countProduct(cursor);
    left = counted(cursor, { kind: 'arithmetic', operator, left, right: parseSigned(cursor) });
  }
  return left;
}

function parseSigned(cursor: Cursor): Expression {
  if (!acceptSymbol(cursor, '-')) return parseOperand(cursor);
  return counted(cursor, { kind: 'negation', operand: nested(cursor, parseSigned) });
}

function parseOperand(cursor: Cursor): Expression {
  if (acceptSymbol(cursor, '(')) {
    const inner = nested(cursor, parseExpressionAt);
    expectSymbol(cursor, ')');
    return inner;
  }
  const token = peek(cursor);
  if (token.kind === 'word') return counted(cursor, parseWord(cursor, parseExpressionAt));
  if (token.kind === 'quoted') return counted(cursor, { kind: 'property', name: advance(cursor).text });
  if (token.kind === 'string') return counted(cursor, { kind: 'literal', value: advance(cursor).text });
  if (token.kind === 'number') return counted(cursor, { kind: 'literal', value: numberValue(parseNumber(cursor)) });
  if (token.kind === 'parameter') return counted(cursor, parseParameter(cursor));
  return refuseToken(cursor, 'a value');
}

function parseParameter(cursor: Cursor): Expression {
  const { text, position } = advance(cursor);
  return { kind: 'parameter', name: text, position };
}

function acceptOperator<T extends string>(cursor: Cursor, operators: readonly T[]): T | undefined {
  const token = peek(cursor);
  const operator = token.kind === 'symbol' ? operators.find((known) => known === token.text) : undefined;
  if (operator !== undefined) advance(cursor);
  return operator;
}
