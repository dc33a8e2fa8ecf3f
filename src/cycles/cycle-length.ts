import type { BillingCycleConfiguration, Cadence } from '../wire/index.js';

/** How far two neighbouring boundaries of a grid are apart: whole calendar months or whole local days (§4.1). */
export type CycleLength = { readonly unit: 'month' | 'day'; readonly count: number };

/** The cadences whose length is in their name. */
export type NamedCadence = Exclude<Cadence, 'one_time' | 'custom'>;

const monthsOf: { readonly [cadence in NamedCadence]: number } = {
  monthly: 1,
  quarterly: 3,
  semi_annual: 6,
  annual: 12,
};

/** The length of a cadence that names it. */
export function lengthOfCadence(cadence: NamedCadence): CycleLength {
  return { unit: 'month', count: monthsOf[cadence] };
}

/** The length that a configuration states, for billing of cadence `custom` and for invoicing. */
export function lengthOfConfiguration({ duration, duration_unit }: BillingCycleConfiguration): CycleLength {
  return { unit: duration_unit, count: duration };
}

/**
 * −1, 0 or 1, as the first length is shorter than, as long as or longer than the second; a month counts as 30.4375 days
 * (§4.4), which is 487/16, so that whole numbers decide.
 */
export function compareLengths(a: CycleLength, b: CycleLength): -1 | 0 | 1 {
  const difference = sixteenthsOfDays(a) - sixteenthsOfDays(b);
  if (difference === 0) return 0;
  return difference < 0 ? -1 : 1;
}

/**
 * The term of a set of cadences: the longest; one-time prices have no length and are not in it; of none it is a month
 * (§4.4).
 *
 * @example
 * ```ts
 * import { lengthOfCadence, termOf } from 'reckoner/cycles';
 * termOf([lengthOfCadence('quarterly'), { unit: 'day', count: 91 }]); // → { unit: 'month', count: 3 }
 * ```
 */
export function termOf(lengths: readonly CycleLength[]): CycleLength {
  return lengths.reduce((longest, length) => (isBefore(longest, length) ? length : longest), lengths[0] ?? oneMonth);
}

/** The billing period of a set of cadences: the shortest; one-time prices are not in it; of none it is a month (§4.4). */
export function billingPeriodOf(lengths: readonly CycleLength[]): CycleLength {
  return lengths.reduce((shortest, length) => (isBefore(length, shortest) ? length : shortest), lengths[0] ?? oneMonth);
}

const oneMonth: CycleLength = { unit: 'month', count: 1 };

/** Strictly shorter. 16 months are exactly 487 days: then the months count as shorter, so that order does not decide (L3). */
function isBefore(a: CycleLength, b: CycleLength): boolean {
  const order = compareLengths(a, b);
  return order < 0 || (order === 0 && a.unit === 'month' && b.unit === 'day');
}

function sixteenthsOfDays({ unit, count }: CycleLength): number {
  return unit === 'month' ? count * 487 : count * 16;
}
