import { Decimal, isSafe } from './decimal.js';
import { digitOf, minusCode, pointDigit } from './grammar.js';
import { coefficientOf, fromCoefficient } from './lanes.js';
import { hasFifteenDigits, nearestWhole } from './number.js';
import { largePowerOfTen, powerOfTen } from './powers.js';
import { parseDecimal, toDecimal } from './read.js';

// Fifteen digits cannot leave the safe range.
const shortText = 15;

/**
 * A running exact sum.
 *
 * Adding mutates the sum and makes no decimal while the total stays within the fast lane; the order of additions does
 * not matter. An addend that is refused leaves the sum as it was.
 */
export type DecimalSum = {
  add(value: Decimal): void;
  /** Adds a plain decimal text. @throws BillingError `invalid_decimal` */
  addText(text: string): void;
  /** Adds the shortest decimal of a number. @throws BillingError `invalid_decimal` */
  addNumber(value: number): void;
  total(): Decimal;
};

/**
 * A sum that starts at zero and accumulates in place.
 *
 * @example
 * ```ts
 * import { createSum, formatDecimal } from 'reckoner/decimal';
 * const sum = createSum();
 * sum.addText('0.10');
 * sum.addNumber(0.2);
 * formatDecimal(sum.total()); // → '0.3'
 * ```
 */
export function createSum(): DecimalSum {
  return new RunningSum();
}

// A class, so that the numbers below live in fields that are written in place.
class RunningSum {
  // The total is `(coefficient + spill) / 10^scale`. The scale only grows: it sticks to the finest addend so far.
  private coefficient = 0;
  private scale = 0;
  // 10^scale, or NaN once the scale is beyond the exact powers.
  private power = 1;
  private spill = 0n;

  add(value: Decimal): void {
    if (value.big === null) this.accumulate(value.coefficient, value.scale);
    else this.addLarge(coefficientOf(value), value.scale);
  }

  // The parser's loop once more, without a decimal to allocate: this is the innermost loop of metering.
  addText(text: string): void {
    const { length } = text;
    // The length comes first, so that a megabyte of digits is refused without being read.
    if (length > shortText) return this.add(parseDecimal(text));
    const start = Number(text.charCodeAt(0) === minusCode);
    let coefficient = 0;
    // Where the point stands; past the end while there is none.
    let point = length;
    for (let position = start; position < length; position += 1) {
      const digit = digitOf(text.charCodeAt(position));
      if (digit <= 9) coefficient = coefficient * 10 + digit;
      else if (digit === pointDigit && point === length) point = position;
      else return this.add(parseDecimal(text));
    }
    // No digit before the point, or none after it: the parser says so.
    if (isOpenEnded(start, point, length)) return this.add(parseDecimal(text));
    this.accumulate(coefficient * (1 - 2 * start), point === length ? 0 : length - point - 1);
  }

  addNumber(value: number): void {
    const coefficient = nearestWhole(value * this.power);
    const sum = this.coefficient + coefficient;
    // The test of `decimalOfDouble` at the scale the sum already has: most addends are no finer than the last.
    const isExact = coefficient / this.power === value && hasFifteenDigits(coefficient);
    if (isExact && isSafe(sum)) this.coefficient = sum;
    else this.add(toDecimal(value));
  }

  total(): Decimal {
    if (this.spill === 0n) return new Decimal(this.coefficient, this.scale, null);
    return fromCoefficient(this.spill + BigInt(this.coefficient), this.scale);
  }

  private accumulate(coefficient: number, scale: number): void {
    const sum = this.coefficient + coefficient;
    if (scale === this.scale && isSafe(sum)) this.coefficient = sum;
    else this.realign(coefficient, scale);
  }

  private realign(coefficient: number, scale: number): void {
    if (scale > this.scale) this.raiseScale(scale);
    const aligned = coefficient * powerOfTen(this.scale - scale);
    const sum = this.coefficient + aligned;
    if (isSafe(aligned) && isSafe(sum)) this.coefficient = sum;
    else this.addLarge(BigInt(coefficient), scale);
  }

  private addLarge(coefficient: bigint, scale: number): void {
    if (scale > this.scale) this.raiseScale(scale);
    // The running coefficient is emptied too, so that it does not overflow again at the next addend.
    this.spill += BigInt(this.coefficient) + coefficient * largePowerOfTen(this.scale - scale);
    this.coefficient = 0;
  }

  private raiseScale(scale: number): void {
    const step = scale - this.scale;
    const raised = this.coefficient * powerOfTen(step);
    const fits = isSafe(raised);
    this.spill *= largePowerOfTen(step);
    if (!fits) this.spill += BigInt(this.coefficient) * largePowerOfTen(step);
    this.coefficient = fits ? raised : 0;
    this.scale = scale;
    this.power = powerOfTen(scale);
  }
}

function isOpenEnded(start: number, point: number, end: number): boolean {
  return start === end || start === point || point === end - 1;
}
