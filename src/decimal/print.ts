import { powerOfTen } from './powers.js';

// The largest that there is: no safe integer has a digit before the point with so many after it, or more.
const largestExponent = 22;

/**
 * Writes a safe-integer coefficient and its scale as a plain decimal with at least `places` fraction digits.
 *
 * Zeros beyond `places` are stripped here and nowhere else, so that no computation pays for them. A zero never gets a
 * sign, because a coefficient is never -0. The two halves are split as numbers: both are small, and the engine knows the
 * texts of small numbers, while every slice of a long text is one more to make.
 */
export function printPlain(coefficient: number, scale: number, places: number): string {
  let rest = Math.abs(coefficient);
  let digits = coefficient === 0 ? 0 : scale;
  while (digits > places) {
    // The floor of a quotient of safe integers is exact, here and below.
    const tenth = Math.floor(rest / 10);
    if (tenth * 10 !== rest) break;
    rest = tenth;
    digits -= 1;
  }
  const power = powerOfTen(Math.min(digits, largestExponent));
  const whole = Math.floor(rest / power);
  const fraction = digits === 0 ? '' : String(rest - whole * power).padStart(digits, '0');
  return (coefficient < 0 ? '-' : '') + withFraction(String(whole), fraction, places);
}

/** The same for a coefficient of any size, without trailing zeros. */
export function printLarge(coefficient: bigint, scale: number): string {
  const isNegative = coefficient < 0n;
  const digits = String(isNegative ? -coefficient : coefficient).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return (isNegative ? '-' : '') + withFraction(digits.slice(0, point), digits.slice(point).replace(/0+$/, ''), 0);
}

/** Joins the two halves of a plain decimal, filling the fraction with zeros up to `places`. */
export function withFraction(whole: string, fraction: string, places: number): string {
  const filled = fraction.length < places ? fraction.padEnd(places, '0') : fraction;
  return filled === '' ? whole : `${whole}.${filled}`;
}
