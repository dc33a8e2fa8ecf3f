import type { Environment } from '../environment.js';
import { CommandRefusal, fileRefusal } from '../refusal.js';
import { notUtf8, replacement } from '../sources/row-sink.js';
import { longestLine, readSections } from '../sources/sections.js';

/** What messages call the file, and who is told of the bytes that were read. */
export type Reading = { readonly named: string; readonly advance?: (bytes: number) => void };

/** A document, and the line that it stands on, as `file:line`. */
export type PlacedDocument = { readonly place: string; readonly document: unknown };

/** Reads a file of one JSON document per line, as {@link readPlacedLines} does, without the places. */
export async function* readJsonLines(file: string, reading: Reading, environment: Environment): AsyncGenerator {
  for await (const { document } of readPlacedLines(file, reading, environment)) yield document;
}

/**
 * Reads a file of one JSON document per line, one by one; blank lines are passed over.
 *
 * @throws CommandRefusal for a file that cannot be read, or a line that is no JSON
 */
export async function* readPlacedLines(
  file: string,
  { named, advance }: Reading,
  environment: Environment,
): AsyncGenerator<PlacedDocument> {
  const refuseLine = (): never => {
    throw new CommandRefusal(
      `${file}: has a line of more than ${longestLine} bytes; put each document on a line of its own`,
    );
  };
  let line = 0;
  try {
    for await (const { text, isSound, bytes } of readSections(environment.readChunks(file), refuseLine)) {
      const rows = text.split('\n').map((row) => ({ row, line: (line += 1) }));
      // A section ends with the end of its last line, behind which there is no other.
      if (text.endsWith('\n')) line -= 1;
      const filled = rows.filter(({ row }) => row.trim() !== '');
      for (const { row, line: at } of filled) yield placed(row, { place: `${file}:${at}`, isSound });
      advance?.(bytes);
    }
  } catch (error) {
    throw error instanceof CommandRefusal ? error : fileRefusal(file, named, error);
  }
}

function placed(
  row: string,
  { place, isSound }: { readonly place: string; readonly isSound: boolean },
): PlacedDocument {
  if (!isSound && row.includes(replacement)) throw new CommandRefusal(`${place}: ${notUtf8}`);
  try {
    return { place, document: JSON.parse(row) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandRefusal(`${place}: is not one JSON document; ${error.message}`);
  }
}
