import { readDecimal } from '../../decimal/index.js';
import { shown } from '../../errors/index.js';
import type { EventInput } from '../../index.js';
import type { CsvMapping, CsvProperty } from '../scenario/scenario.js';
import type { CsvColumns } from './csv-columns.js';
import { instantText, timestampFault } from './csv-timestamp.js';

type PropertyValue = string | number | boolean | null;

/** The event of a row with the right number of fields, or what is wrong with it; `place` is its key if it has none. */
export type RowDecoder = (fields: readonly string[], place: () => string) => EventInput | string;

/** Prepares the decoding of rows, so that a row costs little more than its fields. */
export function createRowDecoder(mapping: CsvMapping, columns: CsvColumns): RowDecoder {
  const { timestamp, event_name, idempotency_key_column } = mapping;
  const nameOf = (fields: readonly string[]): string =>
    'constant' in event_name ? event_name.constant : (fields[columns.event_name] ?? '');
  // Every event is a copy of one object that has all its properties: engines copy a known shape much faster than they
  // grow a new one. A property without a value is null, which is the same as absent (§3).
  const blank: Readonly<Record<string, PropertyValue>> = Object.fromEntries([
    ...mapping.constants,
    ...mapping.properties.map(({ name }) => [name, null] as const),
  ]);
  const cells = mapping.properties.map((property, index) => ({ property, position: columns.properties[index] ?? -1 }));

  const readProperties = (fields: readonly string[]): Record<string, PropertyValue> | string => {
    const properties = { ...blank };
    for (const { property, position } of cells) {
      const cell = fields[position] ?? '';
      if (cell === '' && property.optional) continue;
      const fault = cellFault(cell, property);
      if (fault !== null) return fault;
      properties[property.name] = property.type === 'boolean' ? cell === 'true' : cell;
    }
    return properties;
  };

  return (fields, place) => {
    const time = fields[columns.timestamp] ?? '';
    const instant = instantText(time, timestamp.zone);
    if (instant === null) return timestampFault(time, timestamp.column);
    const key = idempotency_key_column === null ? place() : fields[columns.idempotency_key];
    // Rows without a key would all be repeats of one another.
    if (!key) return `${idempotency_key_column ?? 'the key'} is empty; each row needs a key of its own`;
    const properties = readProperties(fields);
    if (typeof properties === 'string') return properties;
    return {
      event_name: nameOf(fields),
      timestamp: instant,
      idempotency_key: key,
      customer_id: textOf(fields[columns.customer_id]),
      external_customer_id: textOf(fields[columns.external_customer_id]),
      properties,
    };
  };
}

/** An empty cell names no customer. */
function textOf(cell: string | undefined): string | null {
  return cell === undefined || cell === '' ? null : cell;
}

function cellFault(cell: string, { column, type }: CsvProperty): string | null {
  if (type === 'string') return null;
  if (type === 'boolean') return cell === 'true' || cell === 'false' ? null : faultIn(column, cell, 'true or false');
  return readDecimal(cell, '', []) === undefined ? faultIn(column, cell, 'a plain decimal like 1234.5') : null;
}

function faultIn(column: string, cell: string, wanted: string): string {
  return `${column} is ${shown(cell)}; write ${wanted}`;
}
