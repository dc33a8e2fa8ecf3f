import type { Dialect, Digits, NumberSql, PropertySource } from './dialect.js';
import { sliceByChoice } from './slice-by-choice.js';

const grammar = "'^-?[0-9]{1,38}(\\\\.[0-9]{1,30})?$'";

const before: Dialect['time']['before'] = (timestamp, at, bind) => `${timestamp} < ${moment(bind(String(at)))}`;

/**
 * ClickHouse, whose Decimal256 has 76 digits and is not watched for overflow. So every property is held to `digits` when it
 * is read, and a metric whose results could have more than 76 digits is refused when it is compiled.
 */
export const clickhouse: Dialect = {
  limits: { fraction: 76, total: 76, property: { integer: 18, fraction: 9 } },
  parameter: (position) => `{p${position}:String}`,
  identifier: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  types: { text: 'Nullable(String)', truth: 'Nullable(Bool)' },
  time: {
    from: (timestamp, at, bind) => `${timestamp} >= ${moment(bind(String(at)))}`,
    before,
    // `intDiv` cuts toward zero; what is past the millisecond is taken off first, so that it cuts downwards before 1970 too.
    millis: (timestamp) => {
      const micros = `toUnixTimestamp64Micro(toDateTime64(${timestamp}, 6, 'UTC'))`;
      return `toDecimal256(intDiv(${micros} - positiveModulo(${micros}, 1000), 1000), 0)`;
    },
    slice: /*#__PURE__*/ sliceByChoice(before),
  },
  property: {
    address: (name) => name,
    text: (source) => `CASE WHEN ${typeOf(source)} = 'String' THEN JSONExtractString(${place(source)}) END`,
    truth: (source) => `CASE WHEN ${typeOf(source)} = 'Bool' THEN JSONExtractBool(${place(source)}) = 1 END`,
    number: (source, digits) =>
      read(
        `CASE WHEN ${typeOf(source)} IN ('Int64', 'UInt64', 'Double') THEN JSONExtractRaw(${place(source)}) END`,
        digits,
      ),
    isPresent: (source) => `${typeOf(source)} IN ('String', 'Int64', 'UInt64', 'Double', 'Bool')`,
  },
  number: {
    ofText: (text, digits) => read(`CASE WHEN match(${text}, ${grammar}) THEN ${text} END`, digits),
    literal: (parameter, { fraction }) => `toDecimal256(${parameter}, ${fraction})`,
    none: ({ fraction }) => `CAST(NULL AS Nullable(Decimal(76, ${fraction})))`,
    widen,
    arithmetic: {
      '+': (left, right, digits) => `(${widen(left, digits)} + ${widen(right, digits)})`,
      '-': (left, right, digits) => `(${widen(left, digits)} - ${widen(right, digits)})`,
      '*': (left, right, { fraction }) => `multiplyDecimal(${left.sql}, ${right.sql}, ${fraction})`,
      // §3: cut toward zero at 20 places, which `digits` says and divideDecimal does.
      '/': (left, right, { fraction }) => divided(left.sql, right, (a, b) => `divideDecimal(${a}, ${b}, ${fraction})`),
      '%': (left, right, digits) =>
        divided(widen(left, digits), { sql: widen(right, digits), digits }, (a, b) => `${a} % ${b}`),
    },
    floor: (sql) => `floor(${sql})`,
    ceiling: (sql) => `ceil(${sql})`,
    extreme: (which, numbers) =>
      `(${which === 'LEAST' ? "arrayReduce('min'" : "arrayReduce('max'"}, [${numbers.join(', ')}]))`,
    text: (sql) => `toString(${sql})`,
  },
  text: {
    // ClickHouse's own are ASCII alone; `lowerUTF8` is another function.
    lower: (sql) => `lower(${sql})`,
    upper: (sql) => `upper(${sql})`,
    inCodePointOrder: (sql) => sql,
    // Here a backslash always escapes, so it has to escape itself.
    like: (text, pattern) => String.raw`${text} LIKE replaceAll(${pattern}, '\\', '\\\\')`,
  },
};

function moment(millis: string): string {
  return `fromUnixTimestamp64Milli(toInt64(${millis}), 'UTC')`;
}

function place({ properties, name }: PropertySource): string {
  return `${properties}, ${name}`;
}

// What ClickHouse cannot read as JSON, such as an object with a whole number over 2^64, would have no properties at all.
function typeOf(source: PropertySource): string {
  const unreadable = `throwIf(NOT isValidJSON(${source.properties}), 'properties cannot be read as JSON')`;
  return `if(${unreadable} = 0, toString(JSONType(${place(source)})), '')`;
}

function widen({ sql, digits: own }: NumberSql, { fraction }: Digits): string {
  return own.fraction === fraction ? sql : `CAST(${sql} AS Nullable(Decimal(76, ${fraction})))`;
}

/**
 * NULL where the divisor is zero. ClickHouse computes under a NULL too and would stop there, so a divisor that is zero or
 * NULL becomes one; lists of one stand for variables.
 */
function divided(left: string, right: NumberSql, apply: (a: string, b: string) => string): string {
  const safe = `ifNull(nullIf(b, 0), toDecimal256(1, ${right.digits.fraction}))`;
  return `arrayMap((a, b) -> if(ifNull(b, 0) = 0, NULL, ${apply('a', safe)}), [${left}], [${right.sql}])[1]`;
}

/** A number of a text that is one or NULL. A conversion would drop places without a word, so they are looked at first. */
function read(text: string, { integer, fraction }: Digits): string {
  const plain = String.raw`match(x, '^-?0*[0-9]{1,${integer}}(\\.[0-9]{0,${fraction}}0*)?$')`;
  const mantissa = String.raw`length(extract(x, '^-?([0-9]+)'))`;
  const places = String.raw`length(replaceRegexpOne(extract(x, '\\.([0-9]+)'), '0+$', ''))`;
  const exponent = String.raw`toInt32OrZero(replaceOne(extract(x, '[eE]([+-]?[0-9]+)$'), '+', ''))`;
  const scaled = `(match(x, '[eE]') AND ${places} - ${exponent} <= ${fraction} AND ${mantissa} + ${exponent} <= ${integer})`;
  const fault = `a number has more than ${integer}.${fraction} digits: compile with more digits`;
  const checked = `throwIf(x != '' AND NOT (${plain} OR ${scaled}), '${fault}') = 0`;
  // A list of one stands for a variable; the empty text is no number.
  return `arrayMap(x -> if(${checked}, toDecimal256OrNull(x, ${fraction}), NULL), [ifNull(${text}, '')])[1]`;
}
