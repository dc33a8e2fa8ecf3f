import { compare, isNegative, zero, type Decimal } from '../../decimal/index.js';
import { readAmount, readList, reportAt, type ConfigSource } from './config.js';

/** A total that holds for every quantity beyond a threshold. */
export type Threshold = { readonly threshold: Decimal; readonly total_amount: Decimal };

/** Reads `consumption_table[{ threshold, total_amount }]` in rising order, no threshold negative or repeated (§2.1). */
export function readThresholds(source: ConfigSource): readonly Threshold[] {
  const rows = readList(source, 'consumption_table');
  let previous: Decimal | null = null;
  return rows.map((row) => {
    const faults = row.issues.length;
    const threshold = readAmount(row, 'threshold');
    const readable = row.issues.length === faults;
    if (isNegative(threshold)) report(row, 'is negative; quantities start at 0');
    else if (readable && previous !== null && compare(threshold, previous) <= 0)
      report(row, 'is not greater than the one before it; list thresholds in rising order, each once');
    // What stands after an unreadable threshold is not compared with it: one mistake is one issue.
    previous = readable ? threshold : null;
    return { threshold, total_amount: readAmount(row, 'total_amount') };
  });
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

function report(row: ConfigSource, message: string): void {
  reportAt(row, 'threshold', { code: 'invalid_tiers', message });
}
