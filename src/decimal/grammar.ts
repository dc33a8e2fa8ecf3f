import { Decimal, largestCoefficient } from './decimal.js';
import { fromPlainText } from './lanes.js';

/** How many digits a decimal text may have, counted as written, zeros included. */
export type DecimalLimits = {
  /** Digits before the point; 38 unless told otherwise. */
  readonly integer_digits?: number;
  /** Digits after the point; 30 unless told otherwise. */
  readonly fraction_digits?: number;
};

export const defaultLimits: Required<DecimalLimits> = { integer_digits: 38, fraction_digits: 30 };

const minusCode = 45;
const pointCode = 46;
const zeroCode = 48;

/** The decimal a text states, or undefined when it is not `-?digits[.digits]` within the limits. */
export function scanDecimal(text: string, limits: Required<DecimalLimits>): Decimal | undefined {
  // The length comes first: a megabyte of digits costs nothing. Two more characters are the sign and the point.
  if (text.length > limits.integer_digits + limits.fraction_digits + 2) return undefined;
  const start = text.charCodeAt(0) === minusCode ? 1 : 0;
  let coefficient = 0;
  let point = -1;
  for (let position = start; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code >= zeroCode && code <= zeroCode + 9) coefficient = coefficient * 10 + (code - zeroCode);
    else if (code === pointCode && point < 0) point = position;
    else return undefined;
  }
  const wholeDigits = (point < 0 ? text.length : point) - start;
  const fractionDigits = point < 0 ? 0 : text.length - point - 1;
  if (!isWithin(wholeDigits, limits.integer_digits)) return undefined;
  if (point >= 0 && !isWithin(fractionDigits, limits.fraction_digits)) return undefined;
  // A coefficient that ever left the safe range stayed beyond it, because appending a digit never lessens it.
  if (coefficient > largestCoefficient) return fromPlainText(text);
  return new Decimal(start === 1 ? 0 - coefficient : coefficient, fractionDigits, null);
}

// At least one digit on either side of a point: `.5` and `5.` are not plain decimals.
function isWithin(digits: number, most: number): boolean {
  return digits >= 1 && digits <= most;
}
