import type { EventInput } from '../../index.js';
import { notUtf8, replacement, type RowReader, type RowSink } from './row-sink.js';

/** Reads one JSON event per line; blank lines are passed over. */
export function createNdjsonReader(sink: RowSink): RowReader {
  let line = 1;
  const takeLine = (row: string, isSound: boolean): void => {
    if (!isSound && row.includes(replacement)) sink.reject(line, notUtf8);
    else if (row !== '' && row.trim() !== '') parseLine(row);
    line += 1;
  };
  const parseLine = (row: string): void => {
    let event: unknown;
    try {
      event = JSON.parse(row);
    } catch (error) {
      sink.reject(line, `is not one JSON event: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    sink.take(event as EventInput, line);
  };
  return {
    take: (text, isSound) => {
      let start = 0;
      while (start < text.length) {
        const end = text.indexOf('\n', start);
        takeLine(text.slice(start, end < 0 ? text.length : end), isSound);
        start = end < 0 ? text.length : end + 1;
      }
    },
    finish: () => undefined,
    line: () => line,
  };
}
