import { countText, groupedSelect } from './grouped-select.js';
import { numericLane } from './numeric-lane.js';
import type { PartialRule } from './partial-rule.js';

/** `extreme` and `counted`: the least or greatest numeric value, NULL over none, and how many there are. */
function extremeRule(which: 'MIN' | 'MAX'): PartialRule {
  return {
    measure: ({ expression }, statement) => [{ alias: 'amount', sql: numericLane(expression, statement).sql }],
    aggregate: (events) =>
      groupedSelect(events, [
        { alias: 'extreme', sql: events.dialect.number.text(`${which}(amount)`) },
        { alias: 'counted', sql: countText('COUNT(amount)', events.dialect) },
      ]),
    state: (row) => row.text('extreme'),
  };
}

export const min: PartialRule = /*#__PURE__*/ extremeRule('MIN');
export const max: PartialRule = /*#__PURE__*/ extremeRule('MAX');
