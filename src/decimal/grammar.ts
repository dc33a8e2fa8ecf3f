import { Decimal, isSafe } from './decimal.js';
import { fromPlainText } from './lanes.js';

/** How many digits a decimal text may have, counted as written, zeros included. */
export type DecimalLimits = {
  /** Digits before the point; 38 unless told otherwise. */
  readonly integer_digits?: number;
  /** Digits after the point; 30 unless told otherwise. */
  readonly fraction_digits?: number;
};

export const defaultLimits: Required<DecimalLimits> = { integer_digits: 38, fraction_digits: 30 };

export const minusCode = 45;
export const pointCode = 46;
export const zeroCode = 48;

/** The decimal a text states, or undefined when it is not `-?digits[.digits]` within the limits. */
export function scanDecimal(text: string, limits: Required<DecimalLimits>): Decimal | undefined {
  // The length comes first: a megabyte of digits costs nothing. Two more characters are the sign and the point.
  if (text.length > limits.integer_digits + limits.fraction_digits + 2) return undefined;
  const coefficient = scanCoefficient(text);
  if (Number.isNaN(coefficient)) return undefined;
  const scale = scanScale(text);
  if (scale > limits.fraction_digits || wholeDigits(text, scale) > limits.integer_digits) return undefined;
  // A coefficient that ever left the safe range stayed beyond it, because appending a digit never lessens it.
  return isSafe(coefficient) ? new Decimal(coefficient, scale, null) : fromPlainText(text);
}

/** All digits of a plain decimal text read as one signed integer, or NaN when the text is none. Never -0. */
function scanCoefficient(text: string): number {
  const end = text.length;
  const start = Number(text.charCodeAt(0) === minusCode);
  // A digit at either end, and then at most one point between them: that is the whole grammar.
  if (!isDigit(text.charCodeAt(start)) || !isDigit(text.charCodeAt(end - 1))) return Number.NaN;
  let coefficient = 0;
  let points = 0;
  for (let position = start; position < end; position += 1) {
    const code = text.charCodeAt(position);
    if (isDigit(code)) coefficient = coefficient * 10 + (code - zeroCode);
    else if (code === pointCode) points += 1;
    else return Number.NaN;
  }
  if (points > 1) return Number.NaN;
  // Adding 0 unmakes the -0 of `-0.00`.
  return coefficient * (1 - 2 * start) + 0;
}

/** How many digits stand after the point of a plain decimal text. */
function scanScale(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function wholeDigits(text: string, scale: number): number {
  const signs = text.charCodeAt(0) === minusCode ? 1 : 0;
  return text.length - signs - (scale > 0 ? scale + 1 : 0);
}

/** Whether a character code is one of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= zeroCode && code <= zeroCode + 9;
}
