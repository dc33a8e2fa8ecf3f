import { floorsOf, type Decimal, type Exact } from '../decimal/index.js';
import type { RealCurrency } from './currency.js';
import { handUnits } from './hand-units.js';

/**
 * Rounds parts so that they add up to a rounded total (§1.1 `settle`, L6).
 *
 * Each part is floored (towards −∞) to the minor unit; units still missing go one by one to the largest remainders
 * (ties: the earlier position), surplus units are taken from the smallest (ties: the later position), in rounds when
 * there are more units than parts. `total` must be whole minor units; without parts nothing can be settled and the
 * result is empty.
 */
export function settle(total: Decimal, parts: readonly Exact[], currency: RealCurrency): readonly Decimal[] {
  // The only part is the whole.
  if (parts.length === 1) return [total];
  return handUnits(total, floorsOf(parts, currency.places), currency.places);
}
