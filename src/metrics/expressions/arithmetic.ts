import { add, divide, isZero, multiply, negate, remainder, subtract, type Decimal } from '../../decimal/index.js';
import type { Compilation, Evaluate } from './evaluation.js';
import type { ArithmeticOperator, NodeOf } from './syntax.js';
import { decimalOf, numericOf, type Numeric } from './values.js';

// §3: a quotient is cut toward zero at 20 places.
const quotientPlaces = 20;

type Operation = {
  /** The result on two safe integers; used only if it is a safe integer, which makes it exact. */
  readonly onIntegers: (left: number, right: number) => number;
  readonly onDecimals: (left: Decimal, right: Decimal) => Decimal | null;
};

const operations: { readonly [O in ArithmeticOperator]: Operation } = {
  '+': { onIntegers: (left, right) => left + right, onDecimals: add },
  '-': { onIntegers: (left, right) => left - right, onDecimals: subtract },
  '*': { onIntegers: (left, right) => left * right, onDecimals: multiply },
  '/': {
    // A quotient of integers that is itself an integer is exact; x / 0 is no safe integer and falls through to NULL.
    onIntegers: (left, right) => left / right,
    onDecimals: (left, right) => (isZero(right) ? null : divide(left, right, quotientPlaces, 'down')),
  },
  '%': {
    onIntegers: (left, right) => left % right,
    onDecimals: (left, right) => (isZero(right) ? null : remainder(left, right)),
  },
};

export function compileArithmetic(node: NodeOf<'arithmetic'>, { compile }: Compilation): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  const { onIntegers, onDecimals } = operations[node.operator];
  return (event, at) => {
    const a = numericOf(left(event, at));
    const b = numericOf(right(event, at));
    if (a === null || b === null) return null;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
      const result = onIntegers(Number(a), Number(b));
      // + 0 turns a negative zero into zero: a decimal has only one.
      if (Number.isSafeInteger(result)) return result + 0;
    }
    return onDecimals(decimalOf(a), decimalOf(b));
  };
}

export function compileNegation(node: NodeOf<'negation'>, { compile }: Compilation): Evaluate {
  const operand = compile(node.operand);
  return (event, at) => negated(numericOf(operand(event, at)));
}

function negated(value: Numeric | null): Numeric | null {
  if (value === null) return null;
  return typeof value === 'number' ? 0 - value : negate(value);
}
