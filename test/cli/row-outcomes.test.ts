import { describe, expect, it } from 'vitest';
import { call, eventScenario, runScenario, type Run } from './support.js';

/** An event line with more in it. */
function event(key: string, more: object, timestamp?: string): string {
  return JSON.stringify({ ...JSON.parse(call(key, 1, timestamp)), ...more });
}

const lines = {
  counted: call('a', 1),
  repeat: call('a', 1),
  deprecated: event('b', { deprecated: true }),
  outside: call('c', 1, '2026-04-01T00:00:00Z'),
  unmetered: event('d', { event_name: 'cal' }),
  foreign: event('e', { external_customer_id: 'umbrella' }),
  rejected: 'no JSON',
};

function runLines(text: readonly string[], options: readonly string[] = []): Promise<Run> {
  return runScenario(eventScenario, options, { files: { 'usage.ndjson': text.join('\n') } });
}

const heading = (run: Run) => /^Usage +(.*)$/m.exec(run.stdout)?.[1];

describe('what became of the rows', () => {
  it('stands above the table, every outcome that there was', async () => {
    const all = await runLines(Object.values(lines));
    expect(heading(all)).toBe(
      '7 rows: 1 counted, 1 repeat, 1 deprecated, 1 outside the period, 1 for no metric, 1 of another customer, 1 rejected',
    );
    expect(heading(await runLines([lines.counted]))).toBe('1 row: 1 counted');
    expect(heading(await runLines([]))).toBe('0 rows');
    const twice = [lines.counted, lines.repeat, lines.repeat, lines.foreign, event('f', { customer_id: 'umbrella' })];
    expect(heading(await runLines(twice))).toBe('5 rows: 1 counted, 2 repeats, 2 of other customers');
  });

  it('stands in the JSON, every outcome, adding up to the rows that were read', async () => {
    const { stdout } = await runLines(Object.values(lines), ['--json']);
    const { rows } = JSON.parse(stdout) as { rows: Record<string, number> };
    const each = Object.fromEntries(Object.keys(lines).map((outcome) => [outcome, 1]));
    expect(rows).toEqual({ read: 7, ...each });
  });

  it('is not told where no file was read', async () => {
    const stated = { ...eventScenario, usage: { by_price: { calls: { quantity: 1 } } } };
    const { stdout } = await runScenario(stated);
    expect(stdout).not.toMatch(/^Usage/m);
  });
});

describe('usage of which nothing counts', () => {
  it.each([
    ['foreign', /\(1 of another customer\):\n {2}compare the customer's id and external_customer_id with those/],
    ['outside', /\(1 outside the period\):\n {2}compare the period with the times of the rows\n$/],
    ['unmetered', /\(1 for no metric\):\n {2}compare the metrics' event_names and filters with the rows\n$/],
  ] as const)('because it is %s is told, with what to look at', async (outcome, advice) => {
    const { code, stdout, stderr } = await runLines([lines[outcome]], ['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, rows: { read: 1, counted: 0 } });
    expect(stderr).toMatch(/^reckoner: none of the rows of usage was counted /);
    expect(stderr).toMatch(advice);
  });

  it('is told beside rejected rows', async () => {
    const { stderr } = await runLines([lines.rejected, lines.foreign, lines.outside]);
    expect(stderr).toMatch(/^reckoner: 1 of 3 usage rows was rejected:\n/);
    expect(stderr).toMatch(
      /was counted \(1 outside the period, 1 of another customer, 1 rejected\):\n {2}.*\n {2}.*\n$/,
    );
  });

  it('is not told twice where all rows were rejected, nor where there were none, nor where some count', async () => {
    expect((await runLines([lines.rejected])).stderr).not.toMatch(/none/);
    expect((await runLines([])).stderr).toBe('');
    expect((await runLines([lines.counted, lines.foreign])).stderr).toBe('');
  });
});
