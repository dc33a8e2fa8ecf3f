import { Decimal } from './decimal.js';
import { isLarge, type Exact, type LargeRatio } from './exact-value.js';
import { integersOf } from './large-ratio.js';
import { powerOfTen } from './powers.js';

/** How a value is worked out of those that it came from. */
export type Work = (from: readonly Exact[]) => Exact;

/** What is known of a value without its digits: the double next to it, how far from it the value is at most, and its origin. */
export type Deferral = {
  readonly nearest: number;
  readonly slack: number;
  readonly from: readonly Exact[];
  readonly work: Work;
};

/**
 * A quotient that is worked out when somebody asks for its integers. Until then it is known as closely as doubles can tell,
 * which is enough to round it, unless it lies next to a tie. It is not zero, and has the sign of the double.
 */
export class DeferredRatio implements LargeRatio {
  declare readonly nearest: number;
  declare readonly slack: number;
  // Private to the engine: equal quotients are equal to whoever compares their fields, and a frozen one can be worked out.
  // One function for all sums and the two that are added, not a function for each: it is the smaller of the two.
  #from: readonly Exact[] | null;
  readonly #work: Work;
  #ratio: LargeRatio | null = null;
  readonly #depth: number;

  constructor({ nearest, slack, from, work }: Deferral, depth: number) {
    this.nearest = nearest;
    this.slack = slack;
    this.#depth = depth;
    this.#from = from;
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
    return this.#from === null ? 0 : this.#depth;
  }

  #workOut(): LargeRatio {
    if (this.#from !== null) {
      this.#ratio = integersOf(this.#work(this.#from));
      // What it was made of is no longer needed.
      this.#from = null;
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

/** The double next to a value; NaN where doubles do not know it. */
export function nearestOf(value: Exact): number {
  if (value instanceof DeferredRatio) return value.nearest;
  // NaN for a decimal in the big lane, and for one of more digits than there are powers of ten.
  if (value instanceof Decimal) return value.coefficient / powerOfTen(value.scale);
  const nearest = isLarge(value)
    ? Number(value.dividend) / Number(value.divisor)
    : nearestOf(value.numerator) / nearestOf(value.denominator);
  // A divisor beyond all doubles makes nothing of any dividend.
  return Math.abs(nearest) > tiniest ? nearest : Number.NaN;
}

/** How far from the double next to it a value is at most. */
export function slackOf(value: Exact, nearest: number): number {
  return value instanceof DeferredRatio ? value.slack : Math.abs(nearest) * doubleRounding;
}

// Working one value out works out all that stand behind it, each inside the one before.
const deepest = 32;

/** A value that need not be worked out yet, or, where doubles do not even tell its sign, what it is. */
export function deferred({ nearest, slack, from, work }: Deferral): Exact {
  const own = slack * widening + Math.abs(nearest) * doubleRounding;
  let depth = 0;
  for (const value of from) if (value instanceof DeferredRatio) depth = Math.max(depth, value.depth);
  // What may be zero is worked out at once, because everybody asks for that; NaN and infinity fail the comparison too.
  if (!(Math.abs(nearest) > own + tiniest) || depth >= deepest) return work(from);
  return new DeferredRatio({ nearest, slack: own, from, work }, depth + 1);
}

// The bounds are sums and products of doubles themselves.
const widening = 1.000001;
