import { compare, compareExact, type Decimal } from '../decimal/index.js';
import type { Adjustment, Band } from './adjustment.js';

/** Whether two adjustments are of one type and worth the same, however the figures were written. */
export function isSameValue(a: Adjustment, b: Adjustment): boolean {
  if (a.adjustment_type === 'tiered_percentage_discount') {
    return b.adjustment_type === 'tiered_percentage_discount' && areSameBands(a.value, b.value);
  }
  if (b.adjustment_type === 'tiered_percentage_discount') return false;
  return a.adjustment_type === b.adjustment_type && compareExact(a.value, b.value) === 0;
}

function areSameBands(a: readonly Band[], b: readonly Band[]): boolean {
  return a.length === b.length && a.every((band, position) => isSameBand(band, b[position]));
}

function isSameBand(a: Band, b: Band | undefined): boolean {
  if (b === undefined || compare(a.lower, b.lower) !== 0 || compare(a.percentage, b.percentage) !== 0) return false;
  return isSameBound(a.upper, b.upper);
}

function isSameBound(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : compare(a, b) === 0;
}
