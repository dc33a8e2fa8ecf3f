import { compareNumeric, compareText, type Numeric } from '../expressions/values.js';

/** A numeric value and what places it among the others. */
export type RankedValue = { readonly by: Numeric; readonly key: string | undefined; readonly value: Numeric };

/** The order by `(by, idempotency_key, value)` (§3); the three together leave no tie that could show. */
export function compareRanked(left: RankedValue, right: RankedValue): -1 | 0 | 1 {
  return (
    compareNumeric(left.by, right.by) || compareKeys(left.key, right.key) || compareNumeric(left.value, right.value)
  );
}

// An absent key sorts first (§3).
function compareKeys(left: string | undefined, right: string | undefined): -1 | 0 | 1 {
  if (left === undefined || right === undefined) {
    if (left === right) return 0;
    return left === undefined ? -1 : 1;
  }
  return compareText(left, right);
}
