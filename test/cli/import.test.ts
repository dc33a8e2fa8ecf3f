import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './support.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'reckoner-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const item = { id: 'i', name: 'Seat', created_at: '2025-01-01T00:00:00+00:00', external_connections: [], metadata: {} };
const lines = (...documents: readonly unknown[]) => documents.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('reckoner import', () => {
  it('stores what files say, tells what became of it, and changes nothing the second time', async () => {
    const db = `sqlite:${join(folder, 'import.db')}`;
    const files = {
      'a.ndjson': lines(item, { ...item, id: 'j' }),
      'b.ndjson': lines({ ...item, id: 'i', name: 'Chair' }),
    };
    const rehearsed = await run(['import', 'a.ndjson', '--db', db, '--dry-run'], { files });
    expect(rehearsed).toEqual({
      code: 0,
      stdout: 'A rehearsal: nothing was stored.\nitem: 2 read, 2 stored\n',
      stderr: '',
    });
    const first = await run(['import', 'a.ndjson', '--db', db], { files });
    expect(first).toEqual({ code: 0, stdout: 'item: 2 read, 2 stored\n', stderr: '' });
    const again = await run(['import', 'a.ndjson', '--db', db], { files });
    expect(again).toEqual({ code: 0, stdout: 'item: 2 read, 2 unchanged\n', stderr: '' });
    const changed = await run(['import', 'b.ndjson', '--db', db], { files });
    expect(changed.stdout).toBe(
      'item: 1 read, 1 other than stored, and left\n  b.ndjson:1: item i is stored with other content, which stays\n',
    );
    const replaced = await run(['import', 'b.ndjson', '--db', db, '--changed', 'replace', '--json'], { files });
    expect(JSON.parse(replaced.stdout)).toMatchObject({ kinds: [{ kind: 'item', read: 1, replaced: 1 }] });
  });

  it('names the line that it refuses, and stores nothing', async () => {
    const db = `sqlite:${join(folder, 'refused.db')}`;
    const files = {
      'a.ndjson': lines(item, 7, ...Array.from({ length: 30 }, (_, id) => ({ id }))),
      'b.ndjson': '{"id":\n',
      'c.ndjson': Buffer.from('{"id":"\xff"}\n', 'latin1'),
    };
    const refused = await run(['import', 'a.ndjson', '--db', db], { files });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^reckoner: the files have 31 faults; nothing was stored\n {2}a.ndjson:2: is no JSON object/,
    );
    expect(refused.stderr).toMatch(/\n {2}and 11 more\n$/);
    for (const [name, message] of [
      ['b.ndjson', /b.ndjson:1: is not one JSON document/],
      ['c.ndjson', /c.ndjson:1: is not UTF-8 text/],
      ['d.ndjson', /d.ndjson: there is no such file/],
    ] as const) {
      const { code, stderr } = await run(['import', name, '--db', db], { files });
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    expect((await run(['import', 'a.ndjson', '--db', 'memory'], { files })).stderr).toMatch(/memory keeps nothing/);
    const empty = await run(['import', 'e.ndjson', '--db', db], { files: { 'e.ndjson': '' } });
    expect(empty).toEqual({ code: 0, stdout: 'The files have no documents.\n', stderr: '' });
  });
});
