import type { FunctionName } from '../../expressions/function-names.js';
import type { NodeOf } from '../../expressions/syntax.js';
import type { NumberSql } from '../dialects/dialect.js';
import { exactNumber, type Statement } from '../statement.js';
import { chooseLanes, firstPresent } from './choice.js';
import { compareLanes } from './comparison.js';
import { nullLanes, numberLanes, type Lanes } from './lanes.js';
import { alignNumbers, type Translation } from './translation.js';
import { literalLanes, textLanes } from './values.js';

type Translate = (operands: readonly Lanes[], statement: Statement) => Lanes;

const translators: { readonly [F in FunctionName]: Translate } = {
  COALESCE: firstPresent,
  NULLIF: ([value = nullLanes, other = nullLanes], statement) => {
    const equal = compareLanes([value, other], '=', statement);
    return chooseLanes(
      [
        { when: equal, result: nullLanes },
        { when: 'TRUE', result: value },
      ],
      statement,
    );
  },
  ABS: /*#__PURE__*/ numericFunction(({ sql, digits }) => ({ sql: `ABS(${sql})`, digits })),
  FLOOR: /*#__PURE__*/ numericFunction((number, statement) => wholeOf(number, statement, 'floor')),
  CEIL: /*#__PURE__*/ numericFunction((number, statement) => wholeOf(number, statement, 'ceiling')),
  LOWER: /*#__PURE__*/ textFunction((text, { dialect }) => dialect.text.lower(text)),
  UPPER: /*#__PURE__*/ textFunction((text, { dialect }) => dialect.text.upper(text)),
  LEAST: (operands, statement) => extremeOf('LEAST', operands, statement),
  GREATEST: (operands, statement) => extremeOf('GREATEST', operands, statement),
  HOUR_FLOOR_TIMESTAMP_MILLIS: /*#__PURE__*/ numericFunction(hourFloor),
};

export function translateCall(node: NodeOf<'call'>, { translate, statement }: Translation): Lanes {
  return translators[node.function](node.operands.map(translate), statement);
}

function numericFunction(apply: (number: NumberSql, statement: Statement) => NumberSql): Translate {
  return ([operand = nullLanes], statement) => {
    if (operand.numeric === null) return nullLanes;
    const { sql, digits } = apply(operand.numeric(), statement);
    return numberLanes(exactNumber(statement, sql, digits));
  };
}

function textFunction(apply: (text: string, statement: Statement) => string): Translate {
  return ([operand = nullLanes], statement) =>
    operand.text === null ? nullLanes : textLanes(apply(operand.text(), statement), statement);
}

// In some engines a whole number keeps the places of the type it came from, so it is put into the type of whole numbers.
function wholeOf({ sql, digits }: NumberSql, { dialect }: Statement, way: 'floor' | 'ceiling'): NumberSql {
  const whole = { integer: digits.integer + 1, fraction: 0 };
  return { sql: dialect.number.widen({ sql: dialect.number[way](sql), digits }, whole), digits: whole };
}

/** LEAST and GREATEST pass over NULL, and over whatever is not numeric (§3). */
function extremeOf(which: 'LEAST' | 'GREATEST', operands: readonly Lanes[], statement: Statement): Lanes {
  const numbers = operands.flatMap(({ numeric }) => (numeric === null ? [] : [numeric()]));
  const [first, ...others] = numbers.length === 0 ? [] : alignNumbers(numbers, statement);
  if (first === undefined) return nullLanes;
  if (others.length === 0) return numberLanes(first);
  const sql = statement.dialect.number.extreme(
    which,
    [first, ...others].map((number) => number.sql),
  );
  return numberLanes({ sql, digits: first.digits });
}

const hour = 3_600_000;

// The last whole UTC hour not after the moment. The remainder has the dividend's sign, so an hour is added before another.
function hourFloor(number: NumberSql, statement: Statement): NumberSql {
  const { arithmetic } = statement.dialect.number;
  const whole = wholeOf(number, statement, 'floor');
  const one = literalLanes(hour, statement).number?.() ?? whole;
  const digits = { ...whole.digits, integer: Math.max(whole.digits.integer, 7) + 1 };
  const past = { sql: arithmetic['%'](whole, one, digits), digits };
  const raised = { sql: arithmetic['+'](past, one, digits), digits };
  const since = { sql: arithmetic['%'](raised, one, digits), digits };
  return { sql: arithmetic['-'](whole, since, digits), digits };
}
