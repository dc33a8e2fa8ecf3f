import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.js';
import { CommandRefusal } from '../../src/cli/refusal.js';
import { run } from './support.js';

describe('the arguments', () => {
  it('name a scenario', () => {
    expect(readArguments(['invoice', 's.json'])).toEqual({
      command: 'invoice',
      scenario: 's.json',
      usage_files: [],
      format: 'table',
      explain: false,
      strict: false,
    });
  });

  it('may stand in any order', () => {
    const given = ['--strict', 'invoice', '--usage', 'a.csv', '--json', 's.json', '--usage=b.csv', '--explain'];
    expect(readArguments(given)).toEqual({
      command: 'invoice',
      scenario: 's.json',
      usage_files: ['a.csv', 'b.csv'],
      format: 'json',
      explain: true,
      strict: true,
    });
  });

  it.each([
    [[], /a command is missing/],
    [['bill'], /"bill" is no command; the commands are invoice, quote, compare, curve, simulate/],
    [['invoice'], /name the scenario/],
    [['invoice', 'a.json', 'b.json'], /"b.json" is one scenario too many/],
    [['invoice', 'a.json', '--yaml'], /Unknown option '--yaml'/],
    [['invoice', 'a.json', '--usage'], /--usage/],
    [['invoice', 'a.json', '--json=yes'], /--json/],
    [['serve', 'a.json'], /"a.json" is too much; serve takes options alone/],
    [['serve', '--json'], /--json is no option of serve/],
    [['serve', '--port', '65536'], /--port is "65536"; give a number from 0 to 65535/],
    [['serve', '--port', '80a'], /--port is "80a"/],
    [['serve', '--db', 'mysql://secret'], /give memory, sqlite:FILE or postgres:/],
    [['import'], /name the files: reckoner import/],
    [['import', 'a.ndjson', 'a.ndjson'], /a.ndjson: is named twice/],
    [['import', 'a.ndjson', '--changed', 'maybe'], /--changed is "maybe"; give keep or replace/],
    [['run'], /say up to when: --until/],
    [['run', '--until', '2026-03-01', '--db', 'sqlite:'], /give memory, sqlite:FILE or postgres:/],
  ])('%j are refused with a hint', async (given, message) => {
    expect(() => readArguments(given)).toThrow(CommandRefusal);
    const { code, stdout, stderr } = await run(given, { files: {} });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^reckoner: .*\(reckoner --help shows how to call it\)\n$/);
  });

  it('ask for help or the version, whatever else they say', async () => {
    const helped = await run(['invoice', '--help'], { files: {} });
    expect(helped.code).toBe(0);
    expect(helped.stdout).toMatch(/reckoner invoice <scenario.json>/);
    expect(await run(['-v'], { files: {} })).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });
});
