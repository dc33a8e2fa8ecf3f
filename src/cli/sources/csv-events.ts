import { CommandRefusal } from '../refusal.js';
import type { CsvMapping } from '../scenario/scenario.js';
import { createRowDecoder, type RowDecoder } from './csv-row.js';
import { findColumns } from './csv-columns.js';
import { createCsvReader, type CsvRecord } from './csv-records.js';
import { notUtf8, replacement, type RowReader, type RowSink } from './row-sink.js';
import { longestLine } from './sections.js';

type Source = { readonly name: string; readonly mapping: CsvMapping };

/** Reads a CSV file with a header, one event per record. */
export function createCsvEventReader({ name, mapping }: Source, sink: RowSink): RowReader {
  let decoder: RowDecoder | null = null;
  let width = 0;
  let sound = true;
  const records = createCsvReader(mapping.delimiter, (record) => {
    if (decoder === null) decoder = openDecoder(record);
    else takeRecord(record, decoder);
  });
  const openDecoder = ({ fields, line }: CsvRecord): RowDecoder => {
    width = fields.length;
    return createRowDecoder(mapping, findColumns(mapping, fields, `${name}:${line}`));
  };
  const takeRecord = (record: CsvRecord, decode: RowDecoder): void => {
    const fault = faultOf(record, width, sound);
    if (fault !== null) return sink.reject(record.line, fault);
    const event = decode(record.fields, () => `${name}:${record.line}`);
    return typeof event === 'string' ? sink.reject(record.line, event) : sink.take(event, record.line);
  };
  const refuseOpen = (): never => {
    const place = `${name}:${records.line()}`;
    throw new CommandRefusal(`${place}: a quoted field opens here and is never closed; close it, or double its quotes`);
  };
  return {
    take: (text, isSound) => {
      // A record that began in an earlier section carries that section's bytes as well.
      sound = isSound && (sound || records.held() === 0);
      records.take(text);
      if (records.held() > longestLine) refuseOpen();
    },
    finish: () => {
      if (records.held() > 0) refuseOpen();
      if (decoder === null) throw new CommandRefusal(`${name}: is empty; its first line must name the columns`);
    },
    line: records.line,
  };
}

function faultOf({ fields, fault }: CsvRecord, width: number, sound: boolean): string | null {
  if (!sound && fields.some((field) => field.includes(replacement))) return notUtf8;
  if (fault !== null) return fault;
  if (fields.length === width) return null;
  const count = fields.length === 1 ? 'one column' : `${fields.length} columns`;
  return `has ${count} where the header has ${width}; quote a field that holds the delimiter`;
}
