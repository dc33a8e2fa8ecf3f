import type { PartialRule } from './partial-rule.js';
import { sum } from './sum.js';

/** `total` and `counted`, never their quotient: the division is left to the one cut at the end (§3). */
export const average: PartialRule = {
  measure: (metric, statement) => sum.measure(metric, statement),
  aggregate: (events) => sum.aggregate(events),
  state: (row) => [row.text('total') ?? '0', row.count('counted')],
};
