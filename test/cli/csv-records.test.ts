import { describe, expect, it } from 'vitest';
import { createCsvReader, type CsvRecord } from '../../src/cli/sources/csv-records.js';

function parse(text: string, delimiter = ','): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  createCsvReader(delimiter, (record) => records.push(record)).take(text);
  return records;
}

describe('a CSV record', () => {
  it.each([
    ['plain fields', 'a,b,c\n', [['a', 'b', 'c']]],
    ['CRLF', 'a,b\r\nc,d\r\n', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['no line end at the end', 'a,b', [['a', 'b']]],
    ['empty fields', ',,\n', [['', '', '']]],
    ['an empty quoted field', '"",a\n', [['', 'a']]],
    ['the delimiter in quotes', '"a,b",c\n', [['a,b', 'c']]],
    ['doubled quotes', '"say ""hi""",b\n', [['say "hi"', 'b']]],
    ['a line end in quotes', '"a\nb",c\r\nd,e\n', [['a\nb', 'c'], ['d', 'e']]], // prettier-ignore
    ['CRLF in quotes, kept', '"a\r\nb"\r\n', [['a\r\nb']]],
    ['quotes at the end of a record', 'a,"b"\r\n', [['a', 'b']]],
    ['spaces, kept', ' a , b \n', [[' a ', ' b ']]],
    ['empty lines, passed over', 'a\n\n\r\nb\n', [['a'], ['b']]],
    ['a carriage return inside a line, kept', 'a\rb,c\n', [['a\rb', 'c']]],
  ])('has %s', (_name, text, expected) => {
    const records = parse(text);
    expect(records.map(({ fields }) => fields)).toEqual(expected);
    expect(records.every(({ fault }) => fault === null)).toBe(true);
  });

  it('may use another delimiter', () => {
    expect(parse('a;"b;c";d,e\n', ';')[0]?.fields).toEqual(['a', 'b;c', 'd,e']);
  });

  it('knows the line on which it begins, behind line ends in quotes and empty lines', () => {
    const lines = parse('a\n"b\n\nb",c\n\nd\n"e"\n').map(({ line }) => line);
    expect(lines).toEqual([1, 2, 6, 7]);
  });

  it.each([
    ['text behind a closing quote', '"a"b,c\nd,e\n'],
    ['a quote inside a plain field', 'a"b,c\nd,e\n'],
    ['a quote behind a space', ' "a",c\nd,e\n'],
  ])('has a fault: %s; the next record is read all the same', (_name, text) => {
    const [faulty, next] = parse(text);
    expect(faulty?.fault).toMatch(/quote/);
    expect(next).toEqual({ fields: ['d', 'e'], line: 2, fault: null });
  });

  it('that is not complete is held, with the line on which it began', () => {
    const records: CsvRecord[] = [];
    const reader = createCsvReader(',', (record) => records.push(record));
    reader.take('a,b\nc,"d\n');
    expect(records).toHaveLength(1);
    expect(reader.line()).toBe(2);
    expect(reader.held()).toBe('c,"d\n'.length);
    reader.take('e"\n');
    expect(records[1]?.fields).toEqual(['c', 'd\ne']);
    expect([reader.held(), reader.line()]).toEqual([0, 4]);
  });
});
