import { expect, it } from 'vitest';
import {
  formatInstant,
  localDays,
  localMidnight,
  parseDate,
  parseInstant,
  period,
  timeZone,
} from '../../src/time/index.js';
it('smoke', () => {
  expect(formatInstant(localMidnight(timeZone('Africa/Cairo'), parseDate('2024-04-26')))).toBe(
    '2024-04-25T22:00:00+00:00',
  );
  expect(formatInstant(localMidnight(timeZone('America/Havana'), parseDate('2024-11-03')))).toBe(
    '2024-11-03T04:00:00+00:00',
  );
  expect(formatInstant(localMidnight(timeZone('Pacific/Apia'), parseDate('2011-12-30')))).toBe(
    '2011-12-30T10:00:00+00:00',
  );
  expect(
    localDays(
      timeZone('America/New_York'),
      period(parseInstant('2025-03-08T12:00:00Z'), parseInstant('2025-03-10T12:00:00Z')),
    ).map((d) => formatInstant(d.start)),
  ).toEqual(['2025-03-08T12:00:00+00:00', '2025-03-09T05:00:00+00:00', '2025-03-10T04:00:00+00:00']);
});
