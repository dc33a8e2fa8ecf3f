import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { header, type Comparison } from './harness.js';

/** What each `bench/*.bench.ts` exports: one function that runs its scenarios. */
type Bench = { readonly run: () => readonly Comparison[] | Promise<readonly Comparison[]> };

const suffix = '.bench.ts';
const strict = '--strict';

// Runs the benches named on the command line, or all; `--strict` makes a missed goal a failure.
const named = process.argv.slice(2).filter((argument) => argument !== strict);
const present = readdirSync('bench')
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const names = named.length > 0 ? named : present;

// Processor time is what is measured. Collectors that run beside the program take some even while they wait for each
// other, and the more the busier the machine is.
const oneThread = '--single-threaded-gc';

// One bench after the other, because two at once would time each other; and each in a process of its own, because what
// one teaches the engine about shared functions, and leaves on the heap, would slow the next.
if (process.execArgv.includes(oneThread)) await runBench(names[0] ?? '');
else for (const name of names) runApart(name);

function runApart(name: string): void {
  const options = process.argv.includes(strict) ? [strict] : [];
  const command = [oneThread, process.argv[1] ?? '', name, ...options];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

async function runBench(name: string): Promise<void> {
  console.log(`\n${name}\n${header}`);
  // The bundler turns this pattern into a table of all benches.
  const bench = (await import(`./${name}.bench.ts`)) as Bench;
  const missed = (await bench.run()).filter((comparison) => comparison.missed.length > 0);
  if (missed.length > 0) console.log(`missed: ${missed.map((comparison) => comparison.name).join(', ')}`);
  if (missed.length > 0 && process.argv.includes(strict)) process.exitCode = 1;
}
