import type { NumberSql } from '../dialects/dialect.js';
import { readField, type Statement } from '../statement.js';
import type { Lanes } from '../translate/lanes.js';
import { countText } from './grouped-select.js';
import { numericLane } from './numeric-lane.js';
import type { EventSelect, PartialRule } from './partial-rule.js';

/**
 * One row per group, the event that is last or first by `(by ?? timestamp, idempotency_key, value)` (§3): its value in
 * `amount`, what it was ordered by in `place` and its key in `event_key`, because other shards have events to compare with.
 */
function endmostRule(direction: 'DESC' | 'ASC'): PartialRule {
  return {
    measure: ({ expression, by }, statement) => [
      { alias: 'amount', sql: numericLane(expression, statement).sql },
      { alias: 'place', sql: placeOf(by, statement).sql },
      { alias: 'event_key', sql: readField(statement, 'idempotency_key') },
    ],
    aggregate: (events) => endmostSelect(events, direction),
    state: (row) => {
      const value = row.text('amount');
      const place = row.text('place');
      // A value without a place in the order is ignored, and so is a place without a value.
      return value === null || place === null ? null : [place, row.text('event_key'), value];
    },
  };
}

export const latest: PartialRule = /*#__PURE__*/ endmostRule('DESC');
export const earliest: PartialRule = /*#__PURE__*/ endmostRule('ASC');

function placeOf(by: Lanes | null, statement: Statement): NumberSql {
  if (by !== null) return numericLane(by, statement);
  return { sql: readField(statement, 'timestamp_millis'), digits: { integer: 16, fraction: 0 } };
}

function endmostSelect({ sql, keys, dialect }: EventSelect, direction: 'DESC' | 'ASC'): string {
  const window = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')}`;
  const key = dialect.text.inCodePointOrder('event_key');
  const order = [
    // Events without a value or a place come last, for a group that has no others.
    'CASE WHEN amount IS NULL OR place IS NULL THEN 1 ELSE 0 END',
    `place ${direction}`,
    // An absent key sorts first (§3).
    `CASE WHEN event_key IS NULL THEN 0 ELSE 1 END ${direction}`,
    `${key} ${direction}`,
    `amount ${direction}`,
  ].join(', ');
  const ranked = [
    ...keys,
    'amount',
    'place',
    'event_key',
    `ROW_NUMBER() OVER (${window} ORDER BY ${order}) AS turn`,
    `COUNT(*) OVER (${window}) AS row_count`,
  ];
  const texts = ['amount', 'place'].map((column) => `${dialect.number.text(column)} AS ${column}`);
  const columns = [...keys, ...texts, 'event_key', `${countText('row_count', dialect)} AS events`];
  return `SELECT ${columns.join(', ')} FROM (SELECT ${ranked.join(', ')} FROM (${sql}) AS measured) AS ranked WHERE turn = 1`;
}
