import { formatDecimal } from '../../decimal/index.js';
import { quoteProperty } from '../quote-property.js';
import type { Expression, NodeKind, NodeOf, Value } from './syntax.js';
import { decimalOf } from './values.js';

/** How tightly a text binds, in the order of the grammar; see `parseExpression`. */
const levels = {
  or: 1,
  and: 2,
  not: 3,
  is_null: 4,
  comparison: 5,
  membership: 6,
  sum: 7,
  product: 8,
  sign: 9,
  atom: 10,
};

type Level = keyof typeof levels;

type Printer<K extends NodeKind> = (node: NodeOf<K>) => string;

const printers: { readonly [K in NodeKind]: Printer<K> } = {
  literal: ({ value }) => printValue(value),
  parameter: ({ name }) => `{{${name}}}`,
  property: ({ name }) => quoteProperty(name),
  field: ({ name }) => name,
  // Two minus signs in a row would begin a comment.
  negation: ({ operand }) =>
    levelOf(operand) === 'sign' ? `- ${atLeast(operand, 'sign')}` : `-${atLeast(operand, 'sign')}`,
  arithmetic: ({ operator, left, right }) =>
    isSum(operator)
      ? `${atLeast(left, 'sum')} ${operator} ${atLeast(right, 'product')}`
      : `${atLeast(left, 'product')} ${operator} ${atLeast(right, 'sign')}`,
  // Comparisons do not chain, so both sides bind tighter.
  comparison: ({ operator, left, right }) =>
    `${atLeast(left, 'membership')} ${operator} ${atLeast(right, 'membership')}`,
  not: ({ operand }) => `NOT ${atLeast(operand, 'not')}`,
  and: ({ operands }) => operands.map((operand) => atLeast(operand, 'not')).join(' AND '),
  or: ({ operands }) => operands.map((operand) => atLeast(operand, 'and')).join(' OR '),
  in: ({ operand, options, negated }) => `${atLeast(operand, 'sum')} ${unless(negated)}IN (${printList(options)})`,
  between: ({ operand, low, high, negated }) =>
    `${atLeast(operand, 'sum')} ${unless(negated)}BETWEEN ${atLeast(low, 'sum')} AND ${atLeast(high, 'sum')}`,
  like: ({ operand, pattern, negated }) =>
    `${atLeast(operand, 'sum')} ${unless(negated)}LIKE ${atLeast(pattern, 'sum')}`,
  is_null: ({ operand, negated }) => `${atLeast(operand, 'is_null')} IS ${unless(negated)}NULL`,
  case: ({ branches, otherwise }) => {
    const arms = branches.map(({ when, result }) => `WHEN ${printExpression(when)} THEN ${printExpression(result)}`);
    return `CASE ${arms.join(' ')} ELSE ${printExpression(otherwise)} END`;
  },
  call: ({ function: name, operands }) => `${name}(${printList(operands)})`,
};

/**
 * The text of an expression, with no more brackets than it needs. Names and strings are quoted and their quotes doubled, so
 * that none can end early: parsing the text gives the expression again.
 */
export function printExpression<K extends NodeKind>(node: NodeOf<K>): string {
  const print: Printer<K> = printers[node.kind];
  return print(node);
}

function atLeast(expression: Expression, level: Level): string {
  const text = printExpression(expression);
  return levels[levelOf(expression)] < levels[level] ? `(${text})` : text;
}

const levelOfKind: { readonly [K in NodeKind]: Level } = {
  literal: 'atom',
  parameter: 'atom',
  property: 'atom',
  field: 'atom',
  negation: 'sign',
  arithmetic: 'product',
  comparison: 'comparison',
  not: 'not',
  and: 'and',
  or: 'or',
  in: 'membership',
  between: 'membership',
  like: 'membership',
  is_null: 'is_null',
  case: 'atom',
  call: 'atom',
};

function levelOf(expression: Expression): Level {
  return expression.kind === 'arithmetic' && isSum(expression.operator) ? 'sum' : levelOfKind[expression.kind];
}

function isSum(operator: string): boolean {
  return operator === '+' || operator === '-';
}

function unless(negated: boolean): string {
  return negated ? 'NOT ' : '';
}

function printList(items: readonly Expression[]): string {
  return items.map((item) => printExpression(item)).join(', ');
}

function printValue(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value === null) return 'NULL';
  // Never with an exponent, which the grammar does not have.
  return formatDecimal(decimalOf(value));
}
