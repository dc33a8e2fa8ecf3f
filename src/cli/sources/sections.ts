import { Buffer, isUtf8 } from 'node:buffer';

/** A piece of a text file that holds whole lines, the last of which may lack its line end if the file does. */
export type Section = {
  readonly text: string;
  /** False if some bytes were no UTF-8; they read as U+FFFD then. */
  readonly isSound: boolean;
  readonly bytes: number;
};

/** The longest line that is kept in memory, in bytes. */
export const longestLine = 1_048_576;

const lineFeed = 10;
const byteOrderMark = '\uFEFF';

/**
 * Cuts a stream of bytes at line ends, so that each piece can be decoded on its own: in UTF-8 the byte of a line feed is
 * part of no other character. Memory is bounded by the chunks and `longestLine`.
 *
 * @param refuseLine - called, and expected to throw, when a line is longer than that
 */
export async function* readSections(
  chunks: AsyncIterable<Uint8Array>,
  refuseLine: () => never,
): AsyncGenerator<Section> {
  let unfinished: Uint8Array[] = [];
  let length = 0;
  let isFirst = true;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield sectionOf([...unfinished, chunk.subarray(0, end)], isFirst);
      isFirst = false;
      unfinished = [];
      length = 0;
    }
    unfinished.push(chunk.subarray(end));
    length += chunk.length - end;
    if (length > longestLine) refuseLine();
  }
  if (length > 0) yield sectionOf(unfinished, isFirst);
}

function sectionOf(parts: readonly Uint8Array[], isFirst: boolean): Section {
  const bytes = Buffer.concat(parts);
  const text = bytes.toString('utf8');
  const start = isFirst && text.startsWith(byteOrderMark) ? 1 : 0;
  return { text: start === 0 ? text : text.slice(start), isSound: isUtf8(bytes), bytes: bytes.length };
}
