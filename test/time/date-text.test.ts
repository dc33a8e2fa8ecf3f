import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/errors/index.js';
import { formatDate, parseDate, readDate } from '../../src/time/index.js';
import { refusal } from '../support/refusal.js';

describe('dates as texts', () => {
  it.each(['2026-01-01', '2024-02-29', '2000-02-29', '0001-01-01', '0099-12-31', '9999-12-31'])('take %s', (text) => {
    expect(formatDate(parseDate(text))).toBe(text);
  });

  it.each([
    ['2025-02-29', '2025-02 has no day 29'],
    ['2100-02-29', 'no day 29'],
    ['2026-04-31', 'no day 31'],
    ['2026-01-00', 'no day 00'],
    ['2026-13-01', 'no month 13'],
    ['2026-00-01', 'no month 00'],
    ['0000-01-01', 'years run from 0001 to 9999'],
    ['2026-1-1', 'write it as "2026-01-31"'],
    ['2026-01-01T00:00:00Z', 'write it as'],
    ['01/02/2026', 'write it as'],
    ['2026-01-0１', 'write it as'],
    ['', 'write it as'],
    ['-026-01-01', 'write it as'],
    ['9'.repeat(1e6), 'write it as'],
  ])('refuse %.40s', (text, because) => {
    const { code, detail, issues } = refusal(() => parseDate(text, 'expiry_date'));
    expect(code).toBe('invalid_date');
    expect(detail).toContain(because);
    expect(detail.length).toBeLessThan(200);
    expect(issues[0]?.path).toBe('expiry_date');
  });

  it('are collected as issues by a decoder', () => {
    const issues: Issue[] = [];
    expect(readDate('2026-01-31', 'a', issues)).toEqual({ year: 2026, month: 1, day: 31 });
    expect(issues).toEqual([]);
    for (const value of [undefined, null, 20_260_131, '2026-01-32'])
      expect(readDate(value, 'a', issues)).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([
      'missing_field',
      'missing_field',
      'invalid_type',
      'invalid_date',
    ]);
  });
});
