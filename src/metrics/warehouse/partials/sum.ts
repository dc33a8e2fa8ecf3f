import { countText, groupedSelect } from './grouped-select.js';
import { summableLane } from './numeric-lane.js';
import type { PartialRule } from './partial-rule.js';

/** `total` and `counted`: the exact sum of the numeric values, NULL over none, and how many they are. */
export const sum: PartialRule = {
  measure: ({ expression }, statement) => [{ alias: 'amount', sql: summableLane(expression, statement).sql }],
  aggregate: (events) =>
    groupedSelect(events, [
      { alias: 'total', sql: events.dialect.number.text('SUM(amount)') },
      { alias: 'counted', sql: countText('COUNT(amount)', events.dialect) },
    ]),
  state: (row) => row.text('total') ?? '0',
};
