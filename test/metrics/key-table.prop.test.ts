import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyTable } from '../../src/metrics/events/key-table.js';
import { createTextStore } from '../../src/metrics/events/text-store.js';

// Few short texts, so that they meet; each beside what has the same bytes in another width.
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'ab',
    'ba',
    '\u0000',
    '\u0000a',
    'ā',
    '\u0001\u0001',
    'é',
    'ÿ',
    '😀',
    '\ud83d',
    '耀',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Holds a table to what a map says of the same texts, one after the other. */
function hold(meetings: readonly (readonly [string, number])[]): void {
  const table = createKeyTable();
  const map = new Map<string, number>();
  const told: unknown[] = [];
  const expected: unknown[] = [];
  for (const [key, value] of meetings) {
    expected.push([map.has(key), map.get(key) ?? value]);
    if (!map.has(key)) map.set(key, value);
    expected.push(map.size);
    told.push([table.has(key), table.meet(key, value)], table.count());
  }
  expect(told).toEqual(expected);
  expect(table.entries()).toEqual([...map]);
}

describe('a table of keys', () => {
  it('is what a map is', () => {
    const meetings = fc.array(fc.tuple(texts, fc.integer({ min: 0, max: 2 ** 53 - 1 })), { maxLength: 40 });
    fc.assert(
      fc.property(meetings, (all) => hold(all)),
      { numRuns: 100 },
    );
  });

  it('grows past its first places and bytes', () => {
    const long = 'x'.repeat(20_000);
    hold(Array.from({ length: 3000 }, (_, at) => [`${at % 2900}`, at] as const));
    hold([long, `${long}y`, long.replace('x', 'ā'), long].map((key, at) => [key, at] as const));
  });

  it('holds texts that were made to collide, before and after it grows', () => {
    const hashOf = createTextStore().write;
    const place = hashOf('key-0') & 1023;
    const colliding: string[] = [];
    for (let at = 0; colliding.length < 150; at += 1) {
      if ((hashOf(`key-${at}`) & 1023) === place) colliding.push(`key-${at}`);
    }
    const others = Array.from({ length: 1500 }, (_, at) => `other-${at}`);
    const all = [...colliding, ...colliding, ...others, ...colliding, ...others];
    hold(all.map((key, at) => [key, at] as const));
  });
});
