import type { ArithmeticOperator, NodeOf } from '../../expressions/syntax.js';
import type { Digits, NumberSql } from '../dialects/dialect.js';
import { exactNumber } from '../statement.js';
import { nullLanes, numberLanes, type Lanes } from './lanes.js';
import type { Translation } from './translation.js';

// §3: a quotient is cut toward zero at 20 places.
const quotientPlaces = 20;

const widest = (left: Digits, right: Digits): Digits => ({
  integer: Math.max(left.integer, right.integer),
  fraction: Math.max(left.fraction, right.fraction),
});
const carrying = (left: Digits, right: Digits): Digits => {
  const digits = widest(left, right);
  return { ...digits, integer: digits.integer + 1 };
};

/** How many digits a result can have, from those of its operands. */
const digitsOf: { readonly [O in ArithmeticOperator]: (left: Digits, right: Digits) => Digits } = {
  '+': carrying,
  '-': carrying,
  '*': (left, right) => ({ integer: left.integer + right.integer, fraction: left.fraction + right.fraction }),
  // The least divisor but zero is one unit of its last place.
  '/': (left, right) => ({ integer: left.integer + right.fraction, fraction: quotientPlaces }),
  '%': widest,
};

export function translateArithmetic(node: NodeOf<'arithmetic'>, { translate, statement }: Translation): Lanes {
  const left = translate(node.left).numeric;
  const right = translate(node.right).numeric;
  if (left === null || right === null) return nullLanes;
  const operands: readonly [NumberSql, NumberSql] = [left(), right()];
  const digits = digitsOf[node.operator](operands[0].digits, operands[1].digits);
  const sql = statement.dialect.number.arithmetic[node.operator](...operands, digits);
  return numberLanes(exactNumber(statement, sql, digits));
}

export function translateNegation(node: NodeOf<'negation'>, { translate }: Translation): Lanes {
  const operand = translate(node.operand).numeric;
  if (operand === null) return nullLanes;
  const { sql, digits } = operand();
  return numberLanes({ sql: `(- ${sql})`, digits });
}
