import {
  add,
  compare,
  formatDecimal,
  isNegative,
  multiply,
  one,
  parseDecimal,
  round,
  scaleOf,
  toNumber,
  zero,
  type Decimal,
} from '../decimal/index.js';
import type { Fault } from '../errors/index.js';

/** How a quantity develops from period to period: a trend, times factors that repeat, such as twelve for a year. */
export type Growth = {
  readonly trend:
    | { readonly kind: 'steady' }
    | { readonly kind: 'linear'; readonly amount: Decimal }
    | { readonly kind: 'compound'; readonly rate: Decimal };
  readonly factors: readonly Decimal[];
  /** Fraction digits that quantities are rounded to. */
  readonly places: number;
};

/** Quantities of successive periods, or what is wrong with one of them. */
export type Grown = { readonly quantities: readonly Decimal[]; readonly fault: Fault | null };

// What a quantity may have before its point.
const tooLarge = /*#__PURE__*/ parseDecimal('10000000000000000000000000000000000000');
const mostDigits = 5000;

/**
 * The quantities of so many periods, from that of the first. Each is rounded once, half away from zero, from the exact
 * product of base, trend and factor: never from the rounded quantity before it.
 */
export function growQuantities(base: Decimal, growth: Growth, count: number): Grown {
  const tooLong = faultOfRate(growth, count);
  if (tooLong !== null) return { quantities: [], fault: tooLong };
  const quantities: Decimal[] = [];
  let trended = base;
  for (let index = 0; index < count; index += 1) {
    const quantity = round(multiply(trended, factorAt(growth, index)), growth.places, 'half_up');
    const fault = faultOf(quantity, index) ?? faultOf(trended, index);
    if (fault !== null) return { quantities: [], fault };
    quantities.push(quantity);
    trended = next(trended, growth);
  }
  return { quantities, fault: null };
}

/** As many fraction digits as a quantity and what is added to it have. */
export function placesOf(base: Decimal, { trend }: Pick<Growth, 'trend'>): number {
  return Math.max(scaleOf(base), trend.kind === 'linear' ? scaleOf(trend.amount) : 0);
}

function next(trended: Decimal, { trend }: Growth): Decimal {
  if (trend.kind === 'steady') return trended;
  return trend.kind === 'linear' ? add(trended, trend.amount) : multiply(trended, add(one, trend.rate));
}

function factorAt({ factors }: Growth, index: number): Decimal {
  return factors.length === 0 ? one : (factors[index % factors.length] ?? zero);
}

/** Every period adds the digits of the rate to those of an exact power. */
function faultOfRate({ trend }: Growth, count: number): Fault | null {
  if (trend.kind !== 'compound' || scaleOf(trend.rate) * count <= mostDigits) return null;
  const message = `has ${scaleOf(trend.rate)} fraction digits, too many to be compounded over ${count} periods; round it`;
  return { code: 'limit_exceeded', message };
}

function faultOf(quantity: Decimal, index: number): Fault | null {
  if (isNegative(quantity)) {
    const message = `makes the quantity of period ${index + 1} ${shortened(quantity)}; a quantity is 0 or more`;
    return { code: 'negative_quantity', message };
  }
  // Everyday quantities are looked at as doubles, because exact numbers of 38 digits are slow to compare.
  if (toNumber(quantity) < 1e36 || compare(quantity, tooLarge) <= 0) return null;
  const message = `grows beyond 38 digits in period ${index + 1}; grow more slowly, or over fewer periods`;
  return { code: 'limit_exceeded', message };
}

function shortened(quantity: Decimal): string {
  return formatDecimal(round(quantity, 6, 'half_up'));
}
