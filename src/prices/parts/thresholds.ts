import { compare, zero, type Decimal } from '../../decimal/index.js';
import { report, wanting, type Fields } from '../../errors/index.js';
import { readAmount, readBound, readList } from './config.js';

/** A total that holds for every quantity beyond a threshold. */
export type Threshold = { readonly threshold: Decimal; readonly total_amount: Decimal };

/** Reads `consumption_table[{ threshold, total_amount }]` in rising order, no threshold negative or repeated (§2.1). */
export function readThresholds(config: Fields): readonly Threshold[] {
  // Null where a threshold could not be read: what follows it is not compared, because one mistake is one issue.
  let before: Decimal | null = null;
  return readList(config, 'consumption_table').map((row) => {
    const threshold = readThreshold(row);
    if (threshold && before && compare(threshold, before) <= 0) {
      const message = 'is not greater than the one before it; list thresholds in rising order, each once';
      report(row, 'threshold', { code: 'invalid_tiers', message });
    }
    before = threshold;
    return { threshold: threshold ?? zero, total_amount: readAmount(row, 'total_amount') };
  });
}

/** Unlike a tier's, a threshold has to be given. */
function readThreshold(row: Fields): Decimal | null {
  const bound = readBound(row, 'threshold');
  if (bound === null) report(row, 'threshold', wanting(null, 'a decimal'));
  return bound ?? null;
}

/** The last threshold that a quantity passes, strictly: reaching it is not enough (D10); none passed costs nothing. */
export function lastPassed(rows: readonly Threshold[], quantity: Decimal): Threshold {
  let passed: Threshold = { threshold: zero, total_amount: zero };
  for (const row of rows) {
    if (compare(quantity, row.threshold) <= 0) return passed;
    passed = row;
  }
  return passed;
}
