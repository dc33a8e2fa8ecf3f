import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asProgram } from './campaign-program.js';

// What they run in, a browser, a process to kill or a server, is not what a seed changes.
const outside = ['browser.test.ts', 'killed.test.ts', 'postgres.test.ts'];

function filesWithLaws(): readonly string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !outside.some((name) => file.endsWith(name)))
    .map((file) => join('test', file))
    .filter((file) => readFileSync(file, 'utf8').includes("from 'fast-check'"));
}

/**
 * The laws of the suite on inputs that it does not try: `npm run campaign:laws -- --runs 20`, each run with a seed of its
 * own. A seed of 0 stands for a new one; the seeds that found something are the faults, and are tried again with
 * `LAWS_SEED=… npx vitest run`.
 */
function campaign({ runs, seed }: { runs: number; seed: number }): readonly string[] {
  const first = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  const files = filesWithLaws();
  const found: string[] = [];
  for (let taken = first; taken < first + runs; taken += 1) {
    const options = ['run', '--typecheck.enabled=false', '--reporter=dot', '--testTimeout=600000', ...files];
    const env = { ...process.env, LAWS_SEED: String(taken) };
    const { status, stdout, stderr } = spawnSync('npx', ['vitest', ...options], { encoding: 'utf8', env });
    console.log(`seed ${taken}: ${status === 0 ? 'nothing found' : `${stdout}\n${stderr}`}`);
    if (status !== 0) found.push(`LAWS_SEED=${taken}`);
  }
  return found;
}

await asProgram(import.meta.url, { runs: 5, seed: 0 }, campaign);
