import { subtract } from './arithmetic.js';
import { minimum } from './compare.js';
import { Decimal, isSafe } from './decimal.js';
import { powerOfTen } from './powers.js';

/**
 * An amount, not negative, that is used up bit by bit.
 *
 * Taking mutates it and makes no decimal, neither of what is taken nor of what is left, while that stays within the fast
 * lane.
 */
export type DecimalStock = {
  /** Takes as much as is wanted, not negative, or all that is left where that is less; tells what it took. */
  take(wanted: Decimal): Decimal;
  left(): Decimal;
  isUsedUp(): boolean;
};

/**
 * A stock of so much.
 *
 * @example
 * ```ts
 * import { createStock, formatDecimal, parseDecimal } from 'reckoner/decimal';
 * const stock = createStock(parseDecimal('10'));
 * formatDecimal(stock.take(parseDecimal('7.5'))); // → '7.5'
 * formatDecimal(stock.take(parseDecimal('7.5'))); // → '2.5'
 * stock.isUsedUp(); // → true
 * ```
 */
export function createStock(amount: Decimal): DecimalStock {
  return new RunningStock(amount);
}

// A class, so that the numbers below live in fields that are written in place.
class RunningStock {
  private coefficient: number;
  private scale: number;
  // What is left where no safe coefficient can express it; the coefficient is NaN then, as a decimal's is.
  private big: Decimal['big'];

  constructor({ coefficient, scale, big }: Decimal) {
    this.coefficient = coefficient;
    this.scale = scale;
    this.big = big;
  }

  take(wanted: Decimal): Decimal {
    if (wanted.scale > this.scale) this.refine(wanted.scale);
    // A product beyond the safe range is more than any coefficient here, however it was rounded; NaN is not less.
    const coefficient = wanted.coefficient * powerOfTen(this.scale - wanted.scale);
    if (coefficient < this.coefficient) {
      this.coefficient -= coefficient;
      return wanted;
    }
    const left = this.left();
    const taken = minimum(left, wanted);
    this.become(subtract(left, taken));
    return taken;
  }

  left(): Decimal {
    return new Decimal(this.coefficient, this.scale, this.big);
  }

  isUsedUp(): boolean {
    return this.coefficient === 0;
  }

  private become({ coefficient, scale, big }: Decimal): void {
    this.coefficient = coefficient;
    this.scale = scale;
    this.big = big;
  }

  /** As many fraction digits as what is wanted has, where there is room for them. */
  private refine(scale: number): void {
    const refined = this.coefficient * powerOfTen(scale - this.scale);
    if (!isSafe(refined)) return;
    this.coefficient = refined;
    this.scale = scale;
  }
}
