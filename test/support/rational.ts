import { denominatorOf, formatDecimal, numeratorOf, type Exact } from '../../src/decimal/index.js';

/** A quotient of two whole numbers, the lower one positive: arithmetic that shares nothing with the library's. */
export type Rational = { readonly over: bigint; readonly under: bigint };

/** The value of a plain decimal text. */
export function rational(text: string): Rational {
  const [before = '', fraction = ''] = text.split('.');
  return { over: BigInt(before + fraction), under: 10n ** BigInt(fraction.length) };
}

/** The value of the library's exact number, read through what it prints. */
export function rationalOf(value: Exact): Rational {
  return quotient(rational(formatDecimal(numeratorOf(value))), rational(formatDecimal(denominatorOf(value))));
}

export const nothing: Rational = { over: 0n, under: 1n };
export const whole: Rational = { over: 1n, under: 1n };

export function sum(values: readonly Rational[]): Rational {
  return values.reduce((a, b) => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }), nothing);
}

export function product(a: Rational, b: Rational): Rational {
  return { over: a.over * b.over, under: a.under * b.under };
}

export function quotient(a: Rational, b: Rational): Rational {
  const sign = b.over < 0n ? -1n : 1n;
  return { over: a.over * b.under * sign, under: a.under * b.over * sign };
}

export function negative({ over, under }: Rational): Rational {
  return { over: -over, under };
}

export function difference(a: Rational, b: Rational): Rational {
  return sum([a, negative(b)]);
}

export function greater(a: Rational, b: Rational): Rational {
  return order(a, b) < 0 ? b : a;
}

export function lesser(a: Rational, b: Rational): Rational {
  return order(a, b) > 0 ? b : a;
}

/** The least whole number that is not less. */
export function ceiling(value: Rational): Rational {
  return { over: -floor(negative(value)), under: 1n };
}

/** Below, at or above 0 as the first is less than, equal to or greater than the second. */
export function order(a: Rational, b: Rational): number {
  const gap = a.over * b.under - b.over * a.under;
  return Number(gap > 0n) - Number(gap < 0n);
}

/** The greatest whole number that is not greater. */
export function floor({ over, under }: Rational): bigint {
  const cut = over / under;
  return cut * under > over ? cut - 1n : cut;
}

/** The value as a plain decimal text; it must be one, i.e. the lower number must divide a power of ten. */
export function print(value: Rational): string {
  for (let places = 0; places <= 200; places += 1) {
    const scaled = value.over * 10n ** BigInt(places);
    if (scaled % value.under === 0n) return printScaled(scaled / value.under, places);
  }
  throw new Error('not a decimal');
}

/** A whole number of 10^-places as a plain decimal text with exactly that many places. */
export function printScaled(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const before = digits.slice(0, digits.length - places);
  return `${units < 0n ? '-' : ''}${before}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}
