import { countText, groupedSelect } from './grouped-select.js';
import type { PartialRule } from './partial-rule.js';

/** `counted`: the events; with an expression, those for which it is not NULL. */
export const count: PartialRule = {
  measure: ({ expression }) => [{ alias: 'is_counted', sql: expression === null ? 'TRUE' : expression.isPresent() }],
  aggregate: (events) =>
    groupedSelect(events, [
      { alias: 'counted', sql: countText('COUNT(CASE WHEN is_counted THEN 1 END)', events.dialect) },
    ]),
  state: (row) => row.count('counted'),
};
