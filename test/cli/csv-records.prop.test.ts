import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader } from '../../src/cli/sources/csv-records.js';
import { readSections } from '../../src/cli/sources/sections.js';
import { chunksOf } from './support.js';

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  // Over-samples what CSV treats as special.
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', ' ', 'é', '😀'), maxLength: 8 }),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
const format = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoting: fc.constantFrom('always', 'needed'),
  lastLineEnd: fc.boolean(),
});

type Format = typeof format extends fc.Arbitrary<infer F> ? F : never;

/** The naive writer: RFC 4180 to the letter. */
function write(rows: readonly (readonly string[])[], { delimiter, lineEnd, quoting, lastLineEnd }: Format): string {
  const special = ['"', delimiter, '\n', '\r'];
  const quoted = (text: string) =>
    quoting === 'always' || special.some((mark) => text.includes(mark)) || text === ''
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const text = rows.map((row) => row.map(quoted).join(delimiter)).join(lineEnd);
  return lastLineEnd && rows.length > 0 ? text + lineEnd : text;
}

describe('the CSV reader', () => {
  it('reads back what was written, whatever the pieces it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(table, format, fc.integer({ min: 1, max: 40 }), async (rows, shape, size) => {
        const text = write(rows, shape);
        const read: (readonly string[])[] = [];
        const reader = createCsvReader(shape.delimiter, ({ fields, fault }) => {
          expect(fault).toBeNull();
          read.push(fields);
        });
        const refuse = () => {
          throw new Error('no line is long here');
        };
        for await (const section of readSections(chunksOf(Buffer.from(text), size), refuse)) reader.take(section.text);
        expect(reader.held()).toBe(0);
        expect(read).toEqual(withoutMark(rows));
      }),
      { numRuns: 400 },
    );
  });

  it('numbers records by the line ends before them', () => {
    fc.assert(
      fc.property(table, format, (rows, shape) => {
        const lines: number[] = [];
        createCsvReader(shape.delimiter, ({ line }) => lines.push(line)).take(write(rows, shape));
        const expected = rows.map(
          (_, index) => write(rows.slice(0, index), { ...shape, lastLineEnd: true }).split('\n').length,
        );
        expect(lines).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a') }), (text) => {
        createCsvReader(',', ({ fields }) => expect(fields.length).toBeGreaterThan(0)).take(text);
      }),
      { numRuns: 2000 },
    );
  });
});

/** A byte order mark at the very start of a file is no part of the first cell. */
function withoutMark(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row, index) =>
    index === 0 ? row.map((text, column) => (column === 0 ? text.replace(/^\uFEFF/, '') : text)) : row,
  );
}
