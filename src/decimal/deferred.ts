import { Decimal } from './decimal.js';
import { isLarge, type Exact, type LargeRatio } from './exact-value.js';
import { integersOf } from './large-ratio.js';
import { powerOfTen } from './powers.js';

/** What is known of a value without its digits: the double next to it, and how far from it the value is at most. */
export type Nearness = { readonly nearest: number; readonly slack: number };

/**
 * A quotient that is worked out when somebody asks for its integers. Until then it is known as closely as doubles can tell,
 * which is enough to round it, unless it lies next to a tie. It is not zero, and has the sign of the double.
 */
export class DeferredRatio implements LargeRatio, Nearness {
  declare readonly nearest: number;
  declare readonly slack: number;
  // Private to the engine: equal quotients are equal to whoever compares their fields, and a frozen one can be worked out.
  #work: (() => Exact) | null;
  #ratio: LargeRatio | null = null;
  readonly #depth: number;

  constructor({ nearest, slack }: Nearness, depth: number, work: () => Exact) {
    this.nearest = nearest;
    this.slack = slack;
    this.#depth = depth;
    this.#work = work;
  }

  get dividend(): bigint {
    return this.#workOut().dividend;
  }

  get divisor(): bigint {
    return this.#workOut().divisor;
  }

  /** How many values that wait for each other stand behind this one. */
  get depth(): number {
    return this.#work === null ? 0 : this.#depth;
  }

  #workOut(): LargeRatio {
    if (this.#work !== null) {
      this.#ratio = integersOf(this.#work());
      // What it was made of is no longer needed.
      this.#work = null;
    }
    return this.#ratio as LargeRatio;
  }
}

/**
 * A double is next to what it stands for within 2^-53 of it; a quotient of two that were rounded, within three times that.
 * The greater bound leaves room for the few operations by which each of them is found.
 */
export const doubleRounding = 1e-15;

// Below this a double may have lost digits; no amount is so small but by accident.
const tiniest = 1e-200;

/** How closely doubles know a value; NaN where they do not. */
export function nearnessOf(value: Exact): Nearness {
  if (value instanceof DeferredRatio) return value;
  const nearest = nearestOf(value);
  return { nearest, slack: Math.abs(nearest) * doubleRounding };
}

function nearestOf(value: Exact): number {
  // NaN for a decimal in the big lane, and for one of more digits than there are powers of ten.
  if (value instanceof Decimal) return value.coefficient / powerOfTen(value.scale);
  const nearest = isLarge(value)
    ? Number(value.dividend) / Number(value.divisor)
    : nearestOf(value.numerator) / nearestOf(value.denominator);
  // A divisor beyond all doubles makes nothing of any dividend.
  return Math.abs(nearest) > tiniest ? nearest : Number.NaN;
}

// Working one value out works out all that stand behind it, each inside the one before.
const deepest = 32;

/** How a value came about: how close the doubles came, from which values, and how it is worked out. */
export type Deferral = Nearness & { readonly from: readonly Exact[]; readonly work: () => Exact };

/** A value that need not be worked out yet, or, where doubles do not even tell its sign, what it is. */
export function deferred({ nearest, slack, from, work }: Deferral): Exact {
  const own = slack * widening + Math.abs(nearest) * doubleRounding;
  let depth = 0;
  for (const value of from) if (value instanceof DeferredRatio) depth = Math.max(depth, value.depth);
  // What may be zero is worked out at once, because everybody asks for that; NaN and infinity fail the comparison too.
  if (!(Math.abs(nearest) > own + tiniest) || depth >= deepest) return work();
  return new DeferredRatio({ nearest, slack: own }, depth + 1, work);
}

// The bounds are sums and products of doubles themselves.
const widening = 1.000001;
