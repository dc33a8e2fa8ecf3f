import { formatInstant } from '../../../time/index.js';
import type { Dialect } from './dialect.js';
import { lowerLetters, upperLetters } from './letters.js';

const grammar = "'^-?[0-9]{1,38}(\\.[0-9]{1,30})?$'";

/**
 * PostgreSQL, whose `numeric` holds 131,072 digits before the point and 16,383 behind it: sums, products and quotients of
 * recorded values never come near either, and it raises an error beyond them.
 */
export const postgresql: Dialect = {
  limits: { fraction: 16_000, total: null, property: { integer: 38, fraction: 30 } },
  parameter: (position) => `$${position}::text`,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  types: { text: 'text', truth: 'boolean' },
  time: {
    from: (timestamp, at, bind) => `${timestamp} >= CAST(${bind(formatInstant(at))} AS timestamptz)`,
    before: (timestamp, at, bind) => `${timestamp} < CAST(${bind(formatInstant(at))} AS timestamptz)`,
    // EXTRACT gives an exact numeric with six places.
    millis: (timestamp) => `FLOOR(EXTRACT(EPOCH FROM ${timestamp}) * 1000)`,
    // As a subquery the list is read once, and not for each event.
    slice: (timestamp, starts, bind) => {
      const list = bind(`{${starts.map((at) => formatInstant(at)).join(',')}}`);
      return `CAST(width_bucket(${timestamp}, (SELECT CAST(${list} AS timestamptz[]))) - 1 AS text)`;
    },
  },
  property: {
    address: (name) => name,
    text: ({ properties, name }) =>
      `CASE WHEN ${typeOf(properties, name)} = 'string' THEN ${properties} ->> ${name} END`,
    truth: ({ properties, name }) =>
      `CASE WHEN ${typeOf(properties, name)} = 'boolean' THEN CAST(${properties} -> ${name} AS boolean) END`,
    number: ({ properties, name }) =>
      `CASE WHEN ${typeOf(properties, name)} = 'number' THEN CAST(${properties} -> ${name} AS numeric) END`,
    isPresent: ({ properties, name }) =>
      `COALESCE(${typeOf(properties, name)} IN ('string', 'number', 'boolean'), FALSE)`,
  },
  number: {
    ofText: (text) => `CASE WHEN ${text} ~ ${grammar} THEN CAST(${text} AS numeric) END`,
    literal: (parameter) => `CAST(${parameter} AS numeric)`,
    none: () => 'CAST(NULL AS numeric)',
    widen: ({ sql }) => sql,
    arithmetic: {
      '+': (left, right) => `(${left.sql} + ${right.sql})`,
      '-': (left, right) => `(${left.sql} - ${right.sql})`,
      '*': (left, right) => `(${left.sql} * ${right.sql})`,
      // §3: cut toward zero at 20 places. `div` is the whole quotient, exact; `/` would round at a scale of its choice.
      '/': (left, right) => `(div(${left.sql} * 1e20, NULLIF(${right.sql}, 0)) * 1e-20)`,
      '%': (left, right) => `mod(${left.sql}, NULLIF(${right.sql}, 0))`,
    },
    floor: (sql) => `FLOOR(${sql})`,
    ceiling: (sql) => `CEIL(${sql})`,
    extreme: (which, numbers) => `${which}(${numbers.join(', ')})`,
    text: (sql) => `CAST(${sql} AS text)`,
  },
  text: {
    lower: (sql) => `translate(${sql}, '${upperLetters}', '${lowerLetters}')`,
    upper: (sql) => `translate(${sql}, '${lowerLetters}', '${upperLetters}')`,
    // In UTF-8 the order of bytes is that of code points.
    inCodePointOrder: (sql) => `(${sql}) COLLATE "C"`,
    like: (text, pattern) => `(${text}) COLLATE "C" LIKE ${pattern} ESCAPE ''`,
  },
};

function typeOf(properties: string, name: string): string {
  return `jsonb_typeof(${properties} -> ${name})`;
}
