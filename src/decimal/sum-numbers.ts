import { Decimal, isSafe } from './decimal.js';
import { hasFifteenDigits, nearestWhole } from './number.js';
import { powerOfTen } from './powers.js';
import { createSum, type DecimalSum } from './sum.js';

// Of some hundred at a time, because the engine compiles a function that is entered often from its beginning (decision 165).
const atATime = 512;

/**
 * The exact sum of numbers, each taken as the shortest decimal that reads as it: of a list, less than adding one by one.
 *
 * @throws BillingError `invalid_decimal` for a number that is not finite or beyond the limits of `toDecimal`
 * @example
 * ```ts
 * import { formatDecimal, sumNumbers } from 'reckoner/decimal';
 * formatDecimal(sumNumbers([0.1, 0.2, 12])); // → '12.3'
 * ```
 */
export function sumNumbers(numbers: readonly number[]): Decimal {
  const sum = createSum();
  for (let from = 0; from < numbers.length; from += atATime) {
    addSome(sum, numbers.slice(from, from + atATime));
  }
  return sum.total();
}

/** Adds at the scale that the sum has by now; what is finer or larger than that allows goes to the sum itself. */
function addSome(sum: DecimalSum, some: readonly number[]): void {
  const { scale } = sum.total();
  const power = powerOfTen(scale);
  let run = 0;
  for (const value of some) {
    const coefficient = nearestWhole(value * power);
    const next = run + coefficient;
    // The test of `decimalOfDouble`, as in `addNumber`.
    if (coefficient / power === value && hasFifteenDigits(coefficient) && isSafe(next)) run = next;
    else sum.addNumber(value);
  }
  sum.add(new Decimal(run, scale, null));
}
