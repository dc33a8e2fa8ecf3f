import { Big } from 'big.js';
import { Decimal, isSafe } from './decimal.js';
import { largePowerOfTen, powerOfTen } from './powers.js';

// `Big()` makes a constructor of our own: a host that changes the settings of the shared one cannot reach it. None of
// its settings matter here in any case, because division and rounding are done on integers.
const PrivateBig = /*#__PURE__*/ Big();

/** The value in big.js form. */
export function toBig(value: Decimal): Big {
  if (value.big !== null) return value.big;
  const big = new PrivateBig(value.coefficient);
  // Zero must keep exponent 0; for all else, moving the exponent moves the decimal point, and allocates nothing.
  if (value.coefficient !== 0) big.e -= value.scale;
  return big;
}

/** The decimal of a big.js value: in the fast lane if it fits there, since the lane follows from the value alone. */
export function fromBig(big: Big): Decimal {
  const { c: digits, e: exponent, s: sign } = big;
  const scale = Math.max(0, digits.length - 1 - exponent);
  const trailingZeros = exponent + 1 + scale - digits.length;
  // No integer beyond the safe range is nearest to a double within it.
  const coefficient = Number(digits.join('')) * powerOfTen(trailingZeros);
  if (!isSafe(coefficient)) return new Decimal(Number.NaN, scale, big);
  // `0 - 0` is 0, where `-1 * 0` would be -0.
  return new Decimal(sign < 0 ? 0 - coefficient : coefficient, scale, null);
}

/** The decimal of a plain decimal text that has passed the grammar. */
export function fromPlainText(text: string): Decimal {
  return fromBig(new PrivateBig(text));
}

/** The coefficient as an integer of any size: `value = coefficientOf(value) / 10^value.scale`. */
export function coefficientOf(value: Decimal): bigint {
  const { big } = value;
  if (big === null) return BigInt(value.coefficient);
  const digits = BigInt(big.c.join('')) * largePowerOfTen(big.e + 1 + value.scale - big.c.length);
  return big.s < 0 ? -digits : digits;
}

/** The decimal `coefficient / 10^scale` for a coefficient of any size. */
export function fromCoefficient(coefficient: bigint, scale: number): Decimal {
  // No integer beyond the safe range is nearest to a double within it.
  const nearest = Number(coefficient);
  if (isSafe(nearest)) return new Decimal(nearest, scale, null);
  const big = new PrivateBig(coefficient.toString());
  big.e -= scale;
  return fromBig(big);
}
