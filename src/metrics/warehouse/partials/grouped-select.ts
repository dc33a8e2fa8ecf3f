import type { SelectedColumn } from '../statement.js';
import type { EventSelect } from './partial-rule.js';

/**
 * One row per group: its keys, `events` (how many it has, so that an empty result is told from one of zero), and partials.
 * Without keys there is one row, even over no events.
 */
export function groupedSelect({ sql, keys, dialect }: EventSelect, partials: readonly SelectedColumn[]): string {
  const count = { alias: 'events', sql: countText('COUNT(*)', dialect) };
  const columns = [...partials, count].map((column) => `${column.sql} AS ${column.alias}`);
  const grouping = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  return `SELECT ${[...keys, ...columns].join(', ')} FROM (${sql}) AS measured${grouping}`;
}

/** A count as text, so that no client reads it as a number of another width. */
export function countText(sql: string, { types }: EventSelect['dialect']): string {
  return `CAST(${sql} AS ${types.text})`;
}
