import { formatDecimal } from '../../../decimal/index.js';
import { decimalOf, isDecimalText, type Numeric } from '../../expressions/values.js';
import type { EventField, Value } from '../../expressions/syntax.js';
import type { Digits, NumberSql } from '../dialects/dialect.js';
import { bindText, boundedSql, exactNumber, readField, readProperty, type Statement } from '../statement.js';
import { nullLanes, numberLanes, truthLanes, type Lanes } from './lanes.js';

export function literalLanes(value: Value, statement: Statement): Lanes {
  if (value === null) return nullLanes;
  if (typeof value === 'string') return textLiteral(value, statement);
  if (typeof value === 'boolean') return { ...truthLanes(value ? 'TRUE' : 'FALSE'), isPresent: () => 'TRUE' };
  return { ...numberLanes(literalNumber(decimalText(value), statement)), isPresent: () => 'TRUE' };
}

function textLiteral(value: string, statement: Statement): Lanes {
  const numeric = isDecimalText(value) ? (): NumberSql => literalNumber(value, statement) : null;
  return { ...nullLanes, text: () => bindText(statement, value), numeric, isPresent: () => 'TRUE' };
}

function decimalText(value: Numeric): string {
  return formatDecimal(decimalOf(value));
}

/** The number of a decimal text of the metric, whose digits are counted as written. */
function literalNumber(text: string, statement: Statement): NumberSql {
  const [integer = '', fraction = ''] = text.replace('-', '').split('.');
  const digits: Digits = { integer: integer.length, fraction: fraction.length };
  return exactNumber(statement, statement.dialect.number.literal(bindText(statement, text), digits), digits);
}

export function propertyLanes(name: string, statement: Statement): Lanes {
  const { digits } = statement;
  return {
    text: () => readProperty(statement, name, 'text'),
    truth: () => readProperty(statement, name, 'truth'),
    number: () => ({ sql: readProperty(statement, name, 'number'), digits }),
    numeric: () => ({ sql: readProperty(statement, name, 'numeric'), digits }),
    isPresent: () => readProperty(statement, name, 'present'),
  };
}

// Sixteen digits hold every millisecond of the years an instant can have.
const millisDigits: Digits = { integer: 16, fraction: 0 };

export function fieldLanes(name: EventField, statement: Statement): Lanes {
  const column = readField(statement, name);
  return name === 'timestamp_millis'
    ? numberLanes({ sql: column, digits: millisDigits })
    : textLanes(column, statement);
}

/** The lanes of a computed text. */
export function textLanes(sql: string, statement: Statement): Lanes {
  const { dialect, digits } = statement;
  return {
    ...nullLanes,
    text: () => sql,
    numeric: () => ({ sql: boundedSql(statement, dialect.number.ofText(sql, digits)), digits }),
    isPresent: () => `(${sql}) IS NOT NULL`,
  };
}
