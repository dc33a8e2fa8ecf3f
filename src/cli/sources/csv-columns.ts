import { shown } from '../../errors/index.js';
import { CommandRefusal } from '../refusal.js';
import type { CsvMapping } from '../scenario/scenario.js';

/** Where the columns of a mapping stand in a file; −1 for one that the mapping does not name. */
export type CsvColumns = {
  readonly width: number;
  readonly timestamp: number;
  readonly event_name: number;
  readonly idempotency_key: number;
  readonly customer_id: number;
  readonly external_customer_id: number;
  /** In the order of the mapping's properties. */
  readonly properties: readonly number[];
};

/**
 * Finds the columns of a mapping in a file's header.
 *
 * @throws CommandRefusal naming every column that is missing, or that the header names twice: with the wrong columns no
 * row could be trusted
 */
export function findColumns(mapping: CsvMapping, header: readonly string[], place: string): CsvColumns {
  const faults = new Set<string>();
  const find = (column: string | null): number => {
    if (column === null) return -1;
    const position = header.indexOf(column);
    if (position < 0)
      faults.add(`there is no column ${shown(column)}; the columns are ${header.map(shown).join(', ')}`);
    else if (header.includes(column, position + 1))
      faults.add(`the column ${shown(column)} is there twice; rename one`);
    return position;
  };
  const columns = {
    width: header.length,
    timestamp: find(mapping.timestamp.column),
    event_name: find('column' in mapping.event_name ? mapping.event_name.column : null),
    idempotency_key: find(mapping.idempotency_key_column),
    customer_id: find(mapping.customer_id_column),
    external_customer_id: find(mapping.external_customer_id_column),
    properties: mapping.properties.map(({ column }) => find(column)),
  };
  if (faults.size > 0) throw new CommandRefusal(`${place}: the header does not fit the mapping`, [...faults]);
  return columns;
}
