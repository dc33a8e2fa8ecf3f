import type { Big } from 'big.js';
import { InvariantError } from '../errors/index.js';
import { printPlain } from './print.js';

/**
 * Whether a coefficient is within the fast lane, up to 2^53 − 1: every integer so far is one double, exactly. NaN, the
 * coefficient of the big lane, is not.
 */
export function isSafe(coefficient: number): boolean {
  return Math.abs(coefficient) <= Number.MAX_SAFE_INTEGER;
}

/**
 * An exact decimal number: opaque and immutable.
 *
 * The value is `coefficient / 10^scale` in the fast lane. In the big lane `big` holds the value, `scale` its fraction
 * digits, and `coefficient` is NaN: arithmetic on it fails every `isSafe` test, so the fast paths need
 * no second check to notice a big operand. A value is in the big lane only if no safe coefficient can express it.
 */
export class Decimal {
  // Emitted, so that it is undefined first: a field that has held something else than numbers keeps small integers in
  // place, where the engine would box each of them as a double, 16 of 72 bytes (decision 150).
  readonly coefficient: number;
  // Declared only: a field that is emitted is written twice.
  declare readonly scale: number;
  /** @internal */
  declare readonly big: Big | null;
  // What `toString` wrote: the rates and bounds of a price are printed with every quantity that it rates. Private to the
  // engine, so that a frozen decimal prints too, and equal decimals stay equal to whoever compares their fields.
  #text: string | null = null;

  /** @internal */
  constructor(coefficient: number, scale: number, big: Big | null) {
    this.coefficient = coefficient;
    this.scale = scale;
    this.big = big;
  }

  /** The plain decimal text, so that a decimal in a template or a log reads as its value. */
  toString(): string {
    return (this.#text ??= this.big?.toFixed() ?? printPlain(this.coefficient, this.scale, 0));
  }

  /** The plain decimal text: a decimal that reaches `JSON.stringify` is written as our documents write one. */
  toJSON(): string {
    return this.toString();
  }

  /** Refuses `a < b` and `a + b`, which compile or run but would compare texts and join them. */
  valueOf(): never {
    throw new InvariantError('a Decimal has no primitive value: use compare, add, or toNumber');
  }
}

/** Zero. */
export const zero: Decimal = /*#__PURE__*/ new Decimal(0, 0, null);

/** One. */
export const one: Decimal = /*#__PURE__*/ new Decimal(1, 0, null);
