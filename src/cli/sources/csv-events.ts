import { readDecimal } from '../../decimal/index.js';
import { isBillingError, shown } from '../../errors/index.js';
import type { EventInput } from '../../index.js';
import { formatInstant, parseLocalDateTime, resolveLocal, type TimeZone } from '../../time/index.js';
import { CommandRefusal } from '../refusal.js';
import type { CsvMapping, CsvProperty } from '../scenario/scenario.js';
import { findColumns, type CsvColumns } from './csv-columns.js';
import { createCsvReader, type CsvRecord } from './csv-records.js';
import { notUtf8, replacement, type RowReader, type RowSink } from './row-sink.js';
import { longestLine } from './sections.js';

type Source = { readonly name: string; readonly mapping: CsvMapping };

/** Reads a CSV file with a header, one event per record. */
export function createCsvEventReader({ name, mapping }: Source, sink: RowSink): RowReader {
  let columns: CsvColumns | null = null;
  let sound = true;
  let next = 1;
  const records = createCsvReader(mapping.delimiter, (record) => {
    next = record.line + 1;
    if (columns === null) columns = findColumns(mapping, record.fields, `${name}:${record.line}`);
    else takeRecord(record, columns);
  });
  const takeRecord = (record: CsvRecord, found: CsvColumns): void => {
    const fault = faultOf(record, found.width, sound);
    if (fault !== null) return sink.reject(record.line, fault);
    const event = eventOf(record, found, { name, mapping });
    return typeof event === 'string' ? sink.reject(record.line, event) : sink.take(event, record.line);
  };
  const refuseOpen = (): never => {
    const place = `${name}:${records.openLine() ?? next}`;
    throw new CommandRefusal(`${place}: a quoted field opens here and is never closed; close it, or double its quotes`);
  };
  return {
    take: (text, isSound) => {
      sound = isSound;
      records.take(text);
      if (records.openLength() > longestLine) refuseOpen();
    },
    finish: () => {
      if (records.openLine() !== null) refuseOpen();
      if (columns === null) throw new CommandRefusal(`${name}: is empty; its first line must name the columns`);
    },
    line: () => records.openLine() ?? next,
  };
}

function faultOf({ fields, fault }: CsvRecord, width: number, sound: boolean): string | null {
  if (!sound && fields.some((field) => field.includes(replacement))) return notUtf8;
  if (fault !== null) return fault;
  if (fields.length === width) return null;
  return `has ${fields.length} columns where the header has ${width}; quote a field that holds the delimiter`;
}

/** The event of a record, or what is wrong with it. */
function eventOf({ fields, line }: CsvRecord, columns: CsvColumns, { name, mapping }: Source): EventInput | string {
  const timestamp = instantText(fields[columns.timestamp] ?? '', mapping.timestamp.zone);
  if (timestamp === null) return timestampFault(fields[columns.timestamp] ?? '', mapping.timestamp.column);
  const properties: Record<string, string | number | boolean> = Object.fromEntries(mapping.constants);
  for (const [position, property] of mapping.properties.entries()) {
    const cell = fields[columns.properties[position] ?? -1] ?? '';
    if (cell === '' && property.optional) continue;
    const fault = cellFault(cell, property);
    if (fault !== null) return fault;
    properties[property.name] = property.type === 'boolean' ? cell === 'true' : cell;
  }
  return {
    event_name: 'constant' in mapping.event_name ? mapping.event_name.constant : (fields[columns.event_name] ?? ''),
    timestamp,
    idempotency_key: fields[columns.idempotency_key] ?? `${name}:${line}`,
    customer_id: fields[columns.customer_id] ?? null,
    external_customer_id: fields[columns.external_customer_id] ?? null,
    properties,
  };
}

function cellFault(cell: string, { column, type }: CsvProperty): string | null {
  if (type === 'string') return null;
  if (type === 'boolean') return cell === 'true' || cell === 'false' ? null : faultIn(column, cell, 'true or false');
  return readDecimal(cell, '', []) === undefined ? faultIn(column, cell, 'a plain decimal like 1234.5') : null;
}

function faultIn(column: string, cell: string, wanted: string): string {
  return `${column} is ${shown(cell)}; write ${wanted}`;
}

const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** A cell's time as an instant: a zone it names counts; without one it is read on the source's clocks (§4.3). */
function instantText(cell: string, zone: TimeZone): string | null {
  if (zoned.test(cell)) return cell.replace(' ', 'T');
  try {
    return formatInstant(resolveLocal(zone, parseLocalDateTime(cell)));
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return null;
  }
}

function timestampFault(cell: string, column: string): string {
  if (cell === '') return `${column} is empty; an event needs the time at which it happened`;
  return `${column} is ${shown(cell)}; write a date and time like 2026-01-31 09:00:00, with a zone or without`;
}
