import {
  absolute,
  add,
  integer,
  isNegative,
  remainder,
  round,
  subtract,
  type RoundingMode,
} from '../../decimal/index.js';
import type { Compilation, Evaluate } from './evaluation.js';
import type { FunctionName } from './function-names.js';
import type { NodeOf, Value } from './syntax.js';
import { compareNumeric, compareValues, decimalOf, numberValue, numericOf, type Numeric } from './values.js';

type Operands = readonly Evaluate[];

const nullOperand: Evaluate = () => null;

const builders: { readonly [F in FunctionName]: (operands: Operands) => Evaluate } = {
  COALESCE: (operands) => (event, at) => {
    for (const operand of operands) {
      const value = operand(event, at);
      if (value !== null) return value;
    }
    return null;
  },
  NULLIF:
    ([value = nullOperand, other = nullOperand]) =>
    (event, at) => {
      const kept = value(event, at);
      return compareValues(kept, other(event, at)) === 0 ? null : kept;
    },
  ABS: /*#__PURE__*/ numericFunction((value) => (typeof value === 'number' ? Math.abs(value) : absolute(value))),
  FLOOR: /*#__PURE__*/ numericFunction((value) => wholeOf(value, 'floor')),
  CEIL: /*#__PURE__*/ numericFunction((value) => wholeOf(value, 'ceiling')),
  // ASCII only (§3): what a locale or a newer Unicode does to other letters must not change a bill.
  LOWER: /*#__PURE__*/ textFunction((text) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  UPPER: /*#__PURE__*/ textFunction((text) => text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase())),
  LEAST: (operands) => extremeFunction(operands, -1),
  GREATEST: (operands) => extremeFunction(operands, 1),
  HOUR_FLOOR_TIMESTAMP_MILLIS: /*#__PURE__*/ numericFunction(hourFloor),
};

export function compileCall(node: NodeOf<'call'>, { compile }: Compilation): Evaluate {
  return builders[node.function](node.operands.map(compile));
}

function numericFunction(apply: (value: Numeric) => Numeric): (operands: Operands) => Evaluate {
  return ([operand = nullOperand]) =>
    (event, at) => {
      const value = numericOf(operand(event, at));
      return value === null ? null : apply(value);
    };
}

function textFunction(apply: (text: string) => Value): (operands: Operands) => Evaluate {
  return ([operand = nullOperand]) =>
    (event, at) => {
      const value = operand(event, at);
      return typeof value === 'string' ? apply(value) : null;
    };
}

/** LEAST and GREATEST pass over NULL, and over whatever is not numeric (§3). */
function extremeFunction(operands: Operands, wanted: -1 | 1): Evaluate {
  return (event, at) => {
    let extreme: Numeric | null = null;
    for (const operand of operands) {
      const value = numericOf(operand(event, at));
      if (value === null) continue;
      if (extreme === null || compareNumeric(value, extreme) === wanted) extreme = value;
    }
    return extreme;
  };
}

function wholeOf(value: Numeric, mode: RoundingMode): Numeric {
  if (Number.isInteger(value)) return value;
  return numberValue(round(decimalOf(value), 0, mode));
}

const hour = 3_600_000;

// The last whole UTC hour not after the moment, before 1970 too. By the remainder: a quotient of doubles could round up.
function hourFloor(value: Numeric): Numeric {
  const whole = wholeOf(value, 'floor');
  if (Number.isSafeInteger(whole)) return Number(whole) - (((Number(whole) % hour) + hour) % hour);
  const past = remainder(decimalOf(whole), integer(hour));
  const since = isNegative(past) ? add(past, integer(hour)) : past;
  return numberValue(subtract(decimalOf(whole), since));
}
