import { millisPerDay, formatInstant, shiftInstant } from '../../../time/index.js';
import type { Dialect, Digits, NumberSql } from './dialect.js';
import { lowerLetters, upperLetters } from './letters.js';
import { sliceByChoice } from './slice-by-choice.js';

const grammar = "'-?[0-9]{1,38}(\\.[0-9]{1,30})?'";
const width = 38;
// One digit stays before the point, because DuckDB prints a type of nothing but places as `.5`, which is no decimal.
const mostPlaces = width - 1;

const before: Dialect['time']['before'] = (timestamp, at, bind) =>
  `${timestamp} < CAST(${bind(daysFrom(at, 2))} AS TIMESTAMPTZ) AND epoch_us(${timestamp}) < ${micros(bind, at)}`;

/**
 * DuckDB, whose DECIMAL has 38 digits and whose scale is part of the type: a property's is `digits.fraction`, a product's
 * the sum of both. An integer part that finds no room stops the query. COALESCE, CASE and comparisons of two scales would
 * drop digits, so numbers are widened to one scale before they meet.
 */
export const duckdb: Dialect = {
  limits: { fraction: mostPlaces, total: null, property: { integer: 29, fraction: 9 } },
  parameter: (position) => `CAST($${position} AS VARCHAR)`,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  types: { text: 'VARCHAR', truth: 'BOOLEAN' },
  time: {
    // The microseconds decide, for a TIMESTAMP has no zone and would be read in the session's. The bound two days off lets
    // the engine skip what no zone brings into the window.
    from: (timestamp, at, bind) =>
      `${timestamp} >= CAST(${bind(daysFrom(at, -2))} AS TIMESTAMPTZ) AND epoch_us(${timestamp}) >= ${micros(bind, at)}`,
    before,
    // `//` cuts toward zero; what is past the millisecond is taken off first, so that it cuts downwards before 1970 too.
    millis: (timestamp) =>
      `CAST((epoch_us(${timestamp}) - (epoch_us(${timestamp}) % 1000 + 1000) % 1000) // 1000 AS DECIMAL(${width}, 0))`,
    slice: /*#__PURE__*/ sliceByChoice(before),
  },
  property: {
    // A JSON pointer, the one address that can spell every name.
    address: (name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    text: (source) => `CASE WHEN ${typeOf(source)} = 'VARCHAR' THEN ${scalarOf(source)} END`,
    truth: (source) => `CASE WHEN ${typeOf(source)} = 'BOOLEAN' THEN ${scalarOf(source)} = 'true' END`,
    number: (source, digits) =>
      `CASE WHEN ${typeOf(source)} NOT IN ('VARCHAR', 'BOOLEAN', 'NULL', 'OBJECT', 'ARRAY') THEN ${read(scalarOf(source), digits)} END`,
    isPresent: (source) => `COALESCE(${typeOf(source)} NOT IN ('NULL', 'OBJECT', 'ARRAY'), FALSE)`,
  },
  number: {
    ofText: (text, digits) => `CASE WHEN regexp_full_match(${text}, ${grammar}) THEN ${read(text, digits)} END`,
    literal: (parameter, digits) => `CAST(${parameter} AS ${typeFor(digits)})`,
    none: (digits) => `CAST(NULL AS ${typeFor(digits)})`,
    widen,
    arithmetic: {
      '+': (left, right, digits) => `(${widen(left, digits)} + ${widen(right, digits)})`,
      '-': (left, right, digits) => `(${widen(left, digits)} - ${widen(right, digits)})`,
      '*': (left, right) => `(${left.sql} * ${right.sql})`,
      '/': quotient,
      '%': (left, right, digits) => `(${widen(left, digits)} % NULLIF(${widen(right, digits)}, 0))`,
    },
    floor: (sql) => `FLOOR(${sql})`,
    ceiling: (sql) => `CEIL(${sql})`,
    extreme: (which, numbers) => `${which}(${numbers.join(', ')})`,
    text: (sql) => `CAST(${sql} AS VARCHAR)`,
  },
  text: {
    lower: (sql) => `translate(${sql}, '${upperLetters}', '${lowerLetters}')`,
    upper: (sql) => `translate(${sql}, '${lowerLetters}', '${upperLetters}')`,
    inCodePointOrder: (sql) => sql,
    like: (text, pattern) => `${text} LIKE ${pattern}`,
  },
};

type Source = { readonly properties: string; readonly name: string };

function typeOf({ properties, name }: Source): string {
  return `json_type(${properties}, ${name})`;
}

function scalarOf({ properties, name }: Source): string {
  return `json_extract_string(${properties}, ${name})`;
}

function typeFor({ fraction }: Digits): string {
  return `DECIMAL(${width}, ${fraction})`;
}

function widen({ sql, digits: own }: NumberSql, digits: Digits): string {
  return own.fraction === digits.fraction ? sql : `CAST(${sql} AS ${typeFor(digits)})`;
}

/** A cast would round what has more places than the type, so that has to be an error before it. */
function read(text: string, digits: Digits): string {
  const { fraction } = digits;
  const plain = String.raw`regexp_full_match(${text}, '-?[0-9]+(\.[0-9]{0,${fraction}}0*)?')`;
  // 1.25e-7 has as many places as its mantissa, less the exponent.
  const places = String.raw`length(rtrim(regexp_extract(${text}, '\.([0-9]+)', 1), '0'))`;
  const exponent = String.raw`TRY_CAST(regexp_extract(${text}, '[eE][+]?(-?[0-9]+)$', 1) AS INTEGER)`;
  const fits = `${plain} OR ${places} - ${exponent} <= ${fraction}`;
  const refusal = `error('a number has more than ${fraction} digits after the point: compile with more digits.fraction')`;
  return `CASE WHEN ${fits} THEN CAST(${text} AS ${typeFor(digits)}) ELSE CAST(${refusal} AS ${typeFor(digits)}) END`;
}

/**
 * §3: cut toward zero at 20 places. Both numbers become whole at one scale and are divided by hand in three steps (the
 * whole part, ten places, ten more), because the product with 10^20 would not fit. A list of one stands for a variable.
 */
function quotient(left: NumberSql, right: NumberSql): string {
  const fraction = Math.max(left.digits.fraction, right.digits.fraction);
  const whole = (number: NumberSql): string =>
    `CAST(replace(CAST(${widen(number, { integer: width, fraction })} AS VARCHAR), '.', '') AS HUGEINT)`;
  const ten = 'CAST(10000000000 AS HUGEINT)';
  const first = `list_transform([{a: ${whole(left)}, b: NULLIF(${whole(right)}, 0)}], lambda x: {b: x.b, q: x.a // x.b, r: x.a % x.b})`;
  const second = `list_transform(${first}, lambda x: {b: x.b, q: x.q * ${ten} + x.r * ${ten} // x.b, r: x.r * ${ten} % x.b})`;
  const third = `list_transform(${second}, lambda x: x.q * ${ten} + x.r * ${ten} // x.b)`;
  return `(CAST((${third})[1] AS DECIMAL(${width}, 0)) * CAST('0.00000000000000000001' AS DECIMAL(20, 20)))`;
}

type At = Parameters<typeof formatInstant>[0];

function daysFrom(at: At, days: number): string {
  return formatInstant(shiftInstant(at, days * millisPerDay));
}

// As a text, because the microseconds of a far year are no safe integer.
function micros(bind: (text: string) => string, at: At): string {
  return `CAST(${bind(`${at}000`)} AS BIGINT)`;
}
