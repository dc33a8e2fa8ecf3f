import type { Dialect, Digits, NumberSql, PropertySource } from './dialect.js';
import { lowerLetters, upperLetters } from './letters.js';
import { sliceByChoice } from './slice-by-choice.js';

const grammar = "r'^-?[0-9]{1,38}(\\.[0-9]{1,30})?$'";

const before: Dialect['time']['before'] = (timestamp, at, bind) => `${timestamp} < ${moment(bind(String(at)))}`;

/**
 * BigQuery, whose BIGNUMERIC has 38 digits on each side of the point, raises an error when the left side overflows and
 * rounds the right side. So every property is held to `digits.fraction`, and a metric whose results could have more than
 * 38 places is refused when it is compiled.
 */
export const bigquery: Dialect = {
  limits: { fraction: 38, total: null, property: { integer: 38, fraction: 9 } },
  parameter: (position) => `@p${position}`,
  identifier: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  types: { text: 'STRING', truth: 'BOOL' },
  time: {
    from: (timestamp, at, bind) => `${timestamp} >= ${moment(bind(String(at)))}`,
    before,
    millis: (timestamp) => `CAST(UNIX_MILLIS(${timestamp}) AS BIGNUMERIC)`,
    slice: /*#__PURE__*/ sliceByChoice(before),
  },
  property: {
    address: (name) => name,
    text: (source) => `CASE WHEN ${typeOf(source)} = 'string' THEN JSON_VALUE(${member(source)}) END`,
    truth: (source) => `CASE WHEN ${typeOf(source)} = 'boolean' THEN BOOL(${member(source)}) END`,
    number: (source, digits) =>
      `CASE WHEN ${typeOf(source)} = 'number' THEN ${read(`JSON_VALUE(${member(source)})`, digits)} END`,
    isPresent: (source) => `COALESCE(${typeOf(source)} IN ('string', 'number', 'boolean'), FALSE)`,
  },
  number: {
    ofText: (text, digits) => `CASE WHEN REGEXP_CONTAINS(${text}, ${grammar}) THEN ${read(text, digits)} END`,
    literal: (parameter) => `CAST(${parameter} AS BIGNUMERIC)`,
    none: () => 'CAST(NULL AS BIGNUMERIC)',
    widen: ({ sql }) => sql,
    arithmetic: {
      '+': (left, right) => `(${left.sql} + ${right.sql})`,
      '-': (left, right) => `(${left.sql} - ${right.sql})`,
      '*': (left, right) => `(${left.sql} * ${right.sql})`,
      '/': quotient,
      '%': (left, right) => `MOD(${left.sql}, NULLIF(${right.sql}, 0))`,
    },
    floor: (sql) => `FLOOR(${sql})`,
    ceiling: (sql) => `CEIL(${sql})`,
    // LEAST and GREATEST would be NULL as soon as one operand is.
    extreme: (which, numbers) =>
      `(SELECT ${which === 'LEAST' ? 'MIN' : 'MAX'}(x) FROM UNNEST([${numbers.join(', ')}]) AS x)`,
    text: (sql) => `CAST(${sql} AS STRING)`,
  },
  text: {
    lower: (sql) => `TRANSLATE(${sql}, '${upperLetters}', '${lowerLetters}')`,
    upper: (sql) => `TRANSLATE(${sql}, '${lowerLetters}', '${upperLetters}')`,
    inCodePointOrder: (sql) => sql,
    // Here a backslash always escapes, so it has to escape itself.
    like: (text, pattern) => String.raw`${text} LIKE REPLACE(${pattern}, '\\', '\\\\')`,
  },
};

function moment(millis: string): string {
  return `TIMESTAMP_MILLIS(CAST(${millis} AS INT64))`;
}

function member({ properties, name }: PropertySource): string {
  return `${properties}[${name}]`;
}

function typeOf(source: PropertySource): string {
  return `JSON_TYPE(${member(source)})`;
}

function read(text: string, { fraction }: Digits): string {
  const number = `CAST(${text} AS BIGNUMERIC)`;
  const fault = `a number has more than ${fraction} digits after the point: compile with more digits.fraction`;
  return `IF(${number} = TRUNC(${number}, ${fraction}), ${number}, ERROR('${fault}'))`;
}

/**
 * §3: cut toward zero at 20 places. BigQuery rounds a quotient at 38 places, which may carry into the 20th; a quotient that
 * gives back more than was divided is such a one, and takes one unit off.
 */
function quotient(left: NumberSql, right: NumberSql): string {
  const operands = `STRUCT(${left.sql} AS a, NULLIF(${right.sql}, 0) AS b)`;
  const rounded = `(SELECT AS STRUCT a, b, TRUNC(a / b, 20) AS q FROM UNNEST([${operands}]))`;
  const unit = `SIGN(a) * SIGN(b) * BIGNUMERIC '0.00000000000000000001'`;
  return `(SELECT IF(ABS(q * b) > ABS(a), q - ${unit}, q) FROM UNNEST([${rounded}]))`;
}
