import { fail, pathAtKey, problem, shown, valueAt, type Fields, type Issue, type Issues } from '../errors/index.js';
import type { Decimal } from './decimal.js';
import { defaultLimits, scanDecimal, type DecimalLimits } from './grammar.js';
import { decimalOfDouble } from './number.js';

/**
 * What a caller may write for an amount or a quantity: a plain decimal text, a finite number (which means its shortest
 * decimal), or an object of a decimal library, which is read through its `toFixed()`.
 */
export type DecimalInput = string | number | { toFixed(): string };

/**
 * The decimal that a text states.
 *
 * @param text `-?digits[.digits]`: no exponent, no `+`, no spaces, a digit on either side of a point
 * @param limits how many digits are allowed, 38 before and 30 after the point by default
 * @throws BillingError `invalid_decimal`
 * @example
 * ```ts
 * import { formatDecimal, parseDecimal } from 'reckoner/decimal';
 * formatDecimal(parseDecimal('1234567890123456789.50')); // → '1234567890123456789.5'
 * ```
 */
export function parseDecimal(text: string, limits: DecimalLimits = defaultLimits): Decimal {
  const bounds = limits === defaultLimits ? defaultLimits : { ...defaultLimits, ...limits };
  return scanDecimal(text, bounds) ?? fail('', 'invalid_decimal', refusalOf(text, bounds));
}

/**
 * The decimal of an input at a door.
 *
 * @param path where the input stands, for the error
 * @throws BillingError `invalid_decimal` for a text or number that is no plain decimal within the limits,
 *   `invalid_type` or `missing_field` for what is neither a text, a number nor a decimal object
 * @example
 * ```ts
 * import { formatDecimal, toDecimal } from 'reckoner/decimal';
 * formatDecimal(toDecimal(0.1)); // → '0.1'
 * ```
 */
export function toDecimal(input: DecimalInput, path = ''): Decimal {
  const decimal = interpretDecimal(input);
  if (decimal !== undefined) return decimal;
  const { code, message } = faultOf(input, path);
  return fail(path, code, message);
}

/**
 * The decimal of a value of unknown type, or undefined and one more issue: `missing_field` for null and undefined,
 * `invalid_type` for what is no text, number or decimal object, `invalid_decimal` for what breaks grammar or limits.
 */
export function readDecimal(value: unknown, path: string, issues: Issues): Decimal | undefined {
  const decimal = interpretDecimal(value);
  if (decimal === undefined) issues.push(faultOf(value, path));
  return decimal;
}

/** The decimal at a key of an untrusted object; a fault is reported there, and its path is written only then. */
export function decimalAt(fields: Fields, key: string): Decimal | undefined {
  const value = valueAt(fields, key);
  return interpretDecimal(value) ?? readDecimal(value, pathAtKey(fields, key), fields.issues);
}

/** The decimal that a value states, or undefined. */
export function interpretDecimal(value: unknown): Decimal | undefined {
  if (typeof value === 'string') return scanDecimal(value, defaultLimits);
  if (typeof value === 'number') return decimalOfDouble(value);
  const text = typeof value === 'object' && value !== null ? printedBy(value) : undefined;
  return text === undefined ? undefined : scanDecimal(text, defaultLimits);
}

/** The text that an object of a decimal library prints, or undefined for any other object and for a hostile one. */
function printedBy(value: object): string | undefined {
  try {
    // A Number object has a `toFixed` too, but one that rounds to whole numbers.
    if (!hasPrinter(value) || typeof value.valueOf() === 'number') return undefined;
    const text = value.toFixed();
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function hasPrinter(value: object): value is { toFixed(): unknown } {
  return 'toFixed' in value && typeof value.toFixed === 'function';
}

function faultOf(value: unknown, path: string): Issue {
  if (value === undefined || value === null) return problem(path, 'missing_field', 'a decimal is required here');
  const stated = typeof value === 'object' ? printedBy(value) : value;
  if (typeof stated === 'string' || typeof stated === 'number') {
    return problem(path, 'invalid_decimal', refusalOf(stated, defaultLimits));
  }
  const kind = typeof value === 'object' ? shown(value) : `a ${typeof value}`;
  return problem(path, 'invalid_type', `a decimal is a string or a number, not ${kind}`);
}

function refusalOf(stated: string | number, limits: Required<DecimalLimits>): string {
  const { integer_digits, fraction_digits } = limits;
  return `${shown(stated)} is not a plain decimal like "12.50" with at most ${integer_digits}.${fraction_digits} digits`;
}
