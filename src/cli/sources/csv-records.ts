/** One record of a CSV file. */
export type CsvRecord = {
  readonly fields: readonly string[];
  /** The line on which it begins, counted from one. */
  readonly line: number;
  /** What makes it unreadable, if anything; its fields are then not to be used. */
  readonly fault: string | null;
};

/** Takes a CSV text in pieces that end at line ends. */
export type CsvReader = {
  readonly take: (text: string) => void;
  /** The line on which the next record begins, or the one that is not complete yet. */
  readonly line: () => number;
  /** How many characters are held of a record that is not complete yet; 0 if there is none. */
  readonly held: () => number;
};

const quote = '"';

/**
 * Reads CSV as RFC 4180 has it: records end at LF or CRLF, quoted fields may hold delimiters, line ends and doubled
 * quotes. Empty lines are passed over. A record stays in memory only until it is complete.
 *
 * @param delimiter - one character
 * @param emit - called for each record in turn
 */
export function createCsvReader(delimiter: string, emit: (record: CsvRecord) => void): CsvReader {
  let held = '';
  let line = 1;

  const takeRecord = (text: string, start: number): number => {
    const end = lineEndOf(text, start);
    const row = withoutReturn(text, start, end);
    if (!row.includes(quote)) {
      if (row !== '') emit({ fields: row.split(delimiter), line, fault: null });
      line += 1;
      return end + 1;
    }
    const scan = scanRecord(text, start, delimiter);
    if (scan === null) return -1;
    emit({ fields: scan.fields, line, fault: scan.fault });
    line += scan.lines;
    return scan.next;
  };

  return {
    take: (piece) => {
      const text = held + piece;
      held = '';
      let start = 0;
      while (start < text.length) {
        const next = takeRecord(text, start);
        if (next < 0) {
          held = text.slice(start);
          return;
        }
        start = next;
      }
    },
    line: () => line,
    held: () => held.length,
  };
}

type Scan = {
  readonly fields: readonly string[];
  readonly fault: string | null;
  readonly next: number;
  readonly lines: number;
};

/** Reads a record that has quotes in it; null if the text ends inside a quoted field. */
function scanRecord(text: string, start: number, delimiter: string): Scan | null {
  const fields: string[] = [];
  let fault: string | null = null;
  let at = start;
  for (;;) {
    const field = text[at] === quote ? scanQuoted(text, at, delimiter) : scanPlain(text, at, delimiter);
    if (field === null) return null;
    fields.push(field.value);
    fault ??= field.fault;
    at = field.end;
    if (text[at] !== delimiter) break;
    at += 1;
  }
  const next = lineEndOf(text, at) + 1;
  return { fields, fault, next, lines: countLines(text, start, next) };
}

type Field = { readonly value: string; readonly end: number; readonly fault: string | null };

function scanPlain(text: string, start: number, delimiter: string): Field {
  const lineEnd = lineEndOf(text, start);
  const cut = text.indexOf(delimiter, start);
  const end = cut >= 0 && cut < lineEnd ? cut : lineEnd;
  const value = end === lineEnd ? withoutReturn(text, start, end) : text.slice(start, end);
  // A stray quote says that whoever wrote the file means something else by quotes than we do.
  const fault = value.includes(quote) ? 'a quote stands inside a field that is not quoted; quote it whole' : null;
  return { value, end, fault };
}

/** A quoted field ends at the first quote that is not doubled; what follows must be a delimiter or the line's end. */
function scanQuoted(text: string, start: number, delimiter: string): Field | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const at = text.indexOf(quote, from);
    if (at < 0) return null;
    value += text.slice(from, at);
    if (text[at + 1] !== quote) return closeQuoted(text, at + 1, { value, delimiter });
    value += quote;
    from = at + 2;
  }
}

function closeQuoted(text: string, at: number, { value, delimiter }: { value: string; delimiter: string }): Field {
  const rest = scanPlain(text, at, delimiter);
  if (rest.value === '') return { value, end: rest.end, fault: null };
  return { value, end: rest.end, fault: 'text follows the closing quote of a field; double the quotes inside it' };
}

function lineEndOf(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** A line without the carriage return of a CRLF. */
function withoutReturn(text: string, start: number, end: number): string {
  return text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
