import { Decimal } from './decimal.js';
import { defaultLimits } from './grammar.js';
import { fromPlainText } from './lanes.js';
import { powerOfTen } from './powers.js';

/**
 * Whether an integer has at most fifteen digits: no two decimals of so many share a double.
 *
 * The bound stands in the function, here and where else many numbers pass: a bundler makes a variable of what stands beside
 * it, and the engine then reads and unwraps it each time (decision 163).
 */
export function hasFifteenDigits(coefficient: number): boolean {
  return Math.abs(coefficient) < 1e15;
}

/** The whole number next to a value; some other beyond 2^51. */
export function nearestWhole(value: number): number {
  // 1.5 · 2^52: doubles from there on are whole numbers, so that adding it rounds to one, and subtracting it leaves that
  // one. That costs less than `Math.round`, and does as well where the result is tried before it counts.
  const shift = 6_755_399_441_055_744;
  return value + shift - shift;
}

/** The most fraction digits that are tried by arithmetic; finer numbers go through their text. */
const mostTriedPlaces = 12;

/** The decimal with the fewest digits that reads as this double, or undefined beyond the default limits. */
export function decimalOfDouble(value: number): Decimal | undefined {
  for (let scale = 0; scale <= mostTriedPlaces; scale += 1) {
    const power = powerOfTen(scale);
    const coefficient = Math.round(value * power);
    // A decimal of at most fifteen digits that reads as the double is the shortest that does. Adding 0 unmakes -0.
    if (hasFifteenDigits(coefficient) && coefficient / power === value) {
      return new Decimal(coefficient + 0, scale, null);
    }
  }
  return decimalOfText(value);
}

function decimalOfText(value: number): Decimal | undefined {
  if (!Number.isFinite(value) || Math.abs(value) >= powerOfTen(22) * powerOfTen(16)) return undefined;
  // The language prints the shortest decimal that reads as the double; big.js takes its exponent form too.
  const decimal = fromPlainText(String(value));
  return decimal.scale <= defaultLimits.fraction_digits ? decimal : undefined;
}
