import type { EventInput } from '../../index.js';
import { notUtf8, replacement, type RowReader, type RowSink } from './row-sink.js';

// Parsing and metering by turns, line by line, push each other out of the processor's caches.
const batchSize = 256;

/** Reads one JSON event per line; blank lines are passed over. Events are handed on some at a time, in their order. */
export function createNdjsonReader(sink: RowSink): RowReader {
  let line = 1;
  const parsed: { readonly event: EventInput; readonly line: number }[] = [];
  const handOn = (): void => {
    for (const row of parsed) sink.take(row.event, row.line);
    parsed.length = 0;
  };
  const reject = (reason: string): void => {
    // What stands before it comes first: the rows that are told are the first ones that were rejected.
    handOn();
    sink.reject(line, reason);
  };
  const takeLine = (row: string, isSound: boolean): void => {
    if (!isSound && row.includes(replacement)) reject(notUtf8);
    else if (row !== '' && row.trim() !== '') parseLine(row);
    line += 1;
  };
  const parseLine = (row: string): void => {
    let event: unknown;
    try {
      event = JSON.parse(row);
    } catch (error) {
      return reject(`is not one JSON event: ${error instanceof Error ? error.message : String(error)}`);
    }
    parsed.push({ event: event as EventInput, line });
    if (parsed.length === batchSize) handOn();
  };
  return {
    take: (text, isSound) => {
      let start = 0;
      while (start < text.length) {
        const end = text.indexOf('\n', start);
        takeLine(text.slice(start, end < 0 ? text.length : end), isSound);
        start = end < 0 ? text.length : end + 1;
      }
      // Nothing waits for the next section, which may never come: what was read is counted.
      handOn();
    },
    finish: () => undefined,
    line: () => line,
  };
}
