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
/** What `digitOf` makes of a point. */
export const pointDigit = 30;

/** The decimal a text states, or undefined when it is not `-?digits[.digits]` within the limits. */
export function scanDecimal(text: string, limits: Required<DecimalLimits>): Decimal | undefined {
  // The length comes first: a megabyte of digits costs nothing. Two more characters are the sign and the point.
  if (text.length > limits.integer_digits + limits.fraction_digits + 2) return undefined;
  const start = Number(text.charCodeAt(0) === minusCode);
  let coefficient = 0;
  // Where the point stands; past the end while there is none.
  let point = text.length;
  for (let position = start; position < text.length; position += 1) {
    const digit = digitOf(text.charCodeAt(position));
    if (digit <= 9) coefficient = coefficient * 10 + digit;
    else if (digit === pointDigit && point === text.length) point = position;
    else return undefined;
  }
  const scale = Math.max(text.length - point - 1, 0);
  if (!isBounded({ text, start, scale }, limits)) return undefined;
  // A coefficient that ever left the safe range stayed beyond it, because appending a digit never lessens it.
  // Adding 0 unmakes the -0 of `-0.00`.
  return isSafe(coefficient) ? new Decimal(coefficient * (1 - 2 * start) + 0, scale, null) : fromPlainText(text);
}

type Scan = { readonly text: string; readonly start: number; readonly scale: number };

/** Whether a point has a digit on either side, as `.5` and `5.` have not, and no side has too many. */
function isBounded({ text, start, scale }: Scan, limits: Required<DecimalLimits>): boolean {
  const wholeDigits = text.length - start - (scale > 0 ? scale + 1 : 0);
  return (
    wholeDigits >= 1 &&
    wholeDigits <= limits.integer_digits &&
    scale <= limits.fraction_digits &&
    digitOf(text.charCodeAt(text.length - 1)) <= 9
  );
}

/**
 * The digit of a character code; more than 9 for any other character. The digits are the codes 48 to 57: turning over the
 * two bits that they share makes them 0 to 9, which is one comparison instead of two.
 */
export function digitOf(code: number): number {
  return code ^ 48;
}
