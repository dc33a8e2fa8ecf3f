const zeroCode = 48;
const noDigits = '';

/**
 * Writes a safe-integer coefficient and its scale as a plain decimal with at least `places` fraction digits.
 *
 * Zeros beyond `places` are stripped here and nowhere else, so that no computation pays for them. A zero never gets a
 * sign, because a coefficient is never -0.
 */
export function printPlain(coefficient: number, scale: number, places: number): string {
  // A safe integer prints without an exponent: the exponent form begins at 1e21.
  const digits = String(Math.abs(coefficient));
  const sign = coefficient < 0 ? '-' : '';
  let end = digits.length;
  let fractionDigits = scale;
  while (fractionDigits > places && end > 1 && digits.charCodeAt(end - 1) === zeroCode) {
    end -= 1;
    fractionDigits -= 1;
  }
  // Zero has no trailing zero to strip but the one it consists of.
  if (coefficient === 0) fractionDigits = 0;
  const wholeDigits = end - fractionDigits;
  const whole = wholeDigits > 0 ? digits.slice(0, wholeDigits) : '0';
  const fraction =
    wholeDigits >= 0 ? digits.slice(wholeDigits, end) : digits.slice(0, end).padStart(fractionDigits, '0');
  return sign + withFraction(whole, fraction, places);
}

/** Joins the two halves of a plain decimal, filling the fraction with zeros up to `places`. */
export function withFraction(whole: string, fraction: string, places: number): string {
  const filled = fraction.length < places ? fraction.padEnd(places, '0') : fraction;
  return filled === noDigits ? whole : `${whole}.${filled}`;
}
