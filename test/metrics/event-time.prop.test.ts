import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTimeReader } from '../../src/metrics/events/event-time.js';

/** What the platform says of a text of this length: an instant that prints as it was written, or nothing. */
function oracle(text: string): number {
  const millis = Date.parse(text);
  return !Number.isNaN(millis) && new Date(millis).toISOString() === text && !text.startsWith('0000')
    ? millis
    : Number.NaN;
}

const hour = 3_600_000;
const origins = [
  '2026-01-31T22:59:59.998Z',
  '1969-12-31T23:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '2024-02-28T23:00:00.000Z',
];
const character = fc.constantFrom(...'0123456789:.TZ-+ /;é'.split(''));
const step = fc.record({
  // Mostly the same hour or the same time again, now and then another.
  millis: fc.oneof(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 0, max: hour }),
    fc.integer({ min: 0, max: 50 * hour }),
  ),
  change: fc.option(fc.record({ position: fc.nat(23), character }), { freq: 4 }),
});

it('timestamps of a stream are read as the platform reads each alone, whatever came before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...origins), fc.array(step, { maxLength: 30 }), (origin, steps) => {
      const read = createTimeReader();
      for (const { millis, change } of steps) {
        const whole = new Date(Date.parse(origin) + millis).toISOString();
        const text =
          change === null
            ? whole
            : `${whole.slice(0, change.position)}${change.character}${whole.slice(change.position + 1)}`;
        expect(read(text)).toBe(oracle(text));
        expect(read(text)).toBe(oracle(text));
      }
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['another length', '2026-01-01T10:00:00Z', '2026-01-01T10:00:00.5Z', 1767261600500],
  ['a written offset', '2026-01-01T10:00:00.000Z', '2026-01-01T10:00:00.000+01:00', 1767258000000],
  ['second 60', '2026-01-01T10:00:00.000Z', '2026-01-01T10:00:60.000Z', Number.NaN],
  ['a short form again', '2026-01-01T10:00:10Z', '2026-01-01T10:00:10Z', 1767261610000],
  ['another hour of a short form', '2026-01-01T10:00:10Z', '2026-01-01T11:00:10Z', 1767265210000],
  ['no text', '2026-01-01T10:00:10Z', '', Number.NaN],
  ['minute 60', '2026-01-01T10:00:00.000Z', '2026-01-01T10:60:00.000Z', Number.NaN],
])('after an hour is known: %s', (_name, known, text, expected) => {
  const read = createTimeReader();
  for (let turn = 0; turn < 3; turn += 1) read(known);
  expect(read(text)).toBe(expected);
});
