import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = `${root}.cache/killed-backend.mjs`;
const server = process.env['RECKONER_POSTGRES'];

beforeAll(async () => {
  await build({
    entryPoints: [`${root}test/service/killed-backend.ts`],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
});

type Run = { readonly lines: readonly string[]; readonly stderr: string };

/** Runs the process, and kills it a few milliseconds after so many answers. */
async function run(place: readonly string[], life: { answers: number; milliseconds: number } | null): Promise<Run> {
  const child = spawn(process.execPath, [program, ...place], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [printed, stderr, doomed] = ['', '', false];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (life === null || doomed || printed.split('\n').length <= life.answers) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), life.milliseconds);
  });
  await once(child, 'close');
  return { lines: printed.trimEnd().split('\n'), stderr };
}

/** Kills the process again and again, lets it finish, and answers what is stored. */
async function storedAfterKills(place: readonly string[], clear: () => void) {
  let killed = 0;
  for (const [answers, milliseconds] of [
    [2, 5],
    [8, 0],
    [13, 9],
    [14, 40],
  ] as const) {
    const { lines } = await run(place, { answers, milliseconds });
    if (!lines.at(-1)?.startsWith('{')) killed += 1;
    clear();
  }
  const { lines, stderr } = await run(place, null);
  return { stored: lines.at(-1), killed, stderr };
}

describe('a backend that is killed while it works', () => {
  const folder = mkdtempSync(`${tmpdir()}/reckoner-killed-`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('ends up on SQLite where an undisturbed one does', { timeout: 120_000 }, async () => {
    const undisturbed = (await run(['sqlite', `${folder}/undisturbed.db`], null)).lines.at(-1);
    const place = `${folder}/killed.db`;
    // The library of Node 20 locks a file by a folder, which a killed process leaves behind.
    const clear = () => rmSync(`${place}.lock`, { recursive: true, force: true });
    const { stored, killed, stderr } = await storedAfterKills(['sqlite', place], clear);
    expect(undisturbed).toMatch(/^\{"documents":\[.{1000}/);
    expect({ stored, stderr: stderr.replaceAll(/.*ExperimentalWarning.*\n.*\n/g, '') }).toEqual({
      stored: undisturbed,
      stderr: '',
    });
    expect(killed).toBeGreaterThan(0);
  });

  // Without a server there is no other process to be killed beside PGlite, which lives in the process itself.
  it.runIf(server !== undefined)(
    'ends up on PostgreSQL where an undisturbed one does',
    { timeout: 120_000 },
    async () => {
      const name = `killed_${process.pid}_${process.hrtime.bigint()}`;
      const undisturbed = (await run(['postgres', `${name}_undisturbed`], null)).lines.at(-1);
      const { stored, killed, stderr } = await storedAfterKills(['postgres', name], () => {});
      expect(undisturbed).toMatch(/^\{"documents":\[.{1000}/);
      expect({ stored, stderr }).toEqual({ stored: undisturbed, stderr: '' });
      expect(killed).toBeGreaterThan(0);
      const pool = new Pool({ connectionString: server });
      await pool.query(`DROP SCHEMA "${name}" CASCADE; DROP SCHEMA "${name}_undisturbed" CASCADE`);
      await pool.end();
    },
  );
});
