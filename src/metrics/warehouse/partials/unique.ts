import { readTagged, tagged } from './tagged-value.js';
import { groupedSelect } from './grouped-select.js';
import type { PartialRule } from './partial-rule.js';

/**
 * One row per group and distinct value, in `member`: numbers of distinct values cannot be merged, the values can. A group
 * whose values are all NULL has a row with no member.
 */
export const unique: PartialRule = {
  measure: ({ expression }, statement) => [{ alias: 'member', sql: tagged(expression, statement) }],
  aggregate: (events) => groupedSelect({ ...events, keys: [...events.keys, 'member'] }, []),
  state: (row) => {
    const value = readTagged(row.text('member'), row.path);
    if (value === null) return [[], []];
    return typeof value === 'object' ? [[], [value.decimal]] : [[value], []];
  },
};
