import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/errors/index.js';
import { isTimeZone, localMidnight, parseDate, readTimeZone, timeZone } from '../../src/time/index.js';
import { allZones } from './oracle.js';
import { refusal } from '../support/refusal.js';

const singleWords = [
  'UTC',
  'GMT',
  'GMT0',
  'GMT+0',
  'Zulu',
  'EST',
  'EST5EDT',
  'CET',
  'GB-Eire',
  'W-SU',
  'NZ-CHAT',
  'Japan',
];

describe('timeZone', () => {
  it('knows every zone of the engine, and links', () => {
    expect(allZones.length).toBeGreaterThan(400);
    expect(allZones.filter((name) => !isTimeZone(name))).toEqual([]);
    expect(singleWords.filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it('keeps the name as it was given, and means the same zone by any spelling', () => {
    expect(timeZone('America/New_York').name).toBe('America/New_York');
    expect(timeZone('america/new_york').name).toBe('america/new_york');
    expect(timeZone('America/New_York').name).toBe('America/New_York');
    const date = parseDate('2026-07-01');
    expect(localMidnight(timeZone('AMERICA/NEW_YORK'), date)).toBe(localMidnight(timeZone('America/New_York'), date));
  });

  it('reads Etc/GMT+5 as IANA does: five hours behind UTC', () => {
    expect(localMidnight(timeZone('Etc/GMT+5'), parseDate('1970-01-01'))).toBe(5 * 3_600_000);
  });

  // What Intl or luxon would take, or take for the process's own zone, and what nobody should.
  it.each([
    [
      '',
      'local',
      'system',
      'default',
      'undefined',
      'null',
      'UTC+3',
      'UTC-3',
      'GMT+3',
      'GMT+03:00',
      '+03:00',
      '-0500',
      '+3',
    ],
    ['PST', 'BST', 'IST', 'AST', 'JST', 'SystemV/PST8', 'SystemV/EST5EDT', 'Etc/Unknown', 'Factory', 'posix/UTC'],
    ['America/New York', ' UTC', 'UTC ', 'America/', '/New_York', 'America//New_York', '../etc/passwd', 'Mars/Olympus'],
    [
      '__proto__',
      'constructor',
      'toString',
      'Europe/__proto__',
      'Europe/Kyiv\0',
      'Еurope/Kyiv',
      '${UTC}',
      'x'.repeat(1e6),
    ],
  ])('refuses %.30s …', (...names) => {
    for (const name of names) {
      expect(isTimeZone(name), name.slice(0, 40)).toBe(false);
      const { code, detail, issues } = refusal(() => timeZone(name, 'customer.timezone'));
      expect(code).toBe('unknown_timezone');
      expect(detail).toContain('is not a known time zone');
      expect(detail.length).toBeLessThan(200);
      expect(issues[0]?.path).toBe('customer.timezone');
    }
  });

  it.each([undefined, null, 5, {}, ['UTC'], Symbol('UTC')])('is not fooled by something else than a text', (value) => {
    expect(isTimeZone(value)).toBe(false);
  });

  it('is read by a decoder, which collects issues', () => {
    const issues: Issue[] = [];
    expect(readTimeZone('UTC', 'timezone', issues)?.name).toBe('UTC');
    expect(issues).toEqual([]);
    for (const value of [undefined, 5, 'Nowhere']) expect(readTimeZone(value, 'timezone', issues)).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual(['missing_field', 'invalid_type', 'unknown_timezone']);
  });

  it('shows its name and nothing else', () => {
    expect(JSON.stringify(timeZone('UTC'))).toBe('{"name":"UTC"}');
  });
});
