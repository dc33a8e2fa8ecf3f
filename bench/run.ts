import { readdirSync } from 'node:fs';
import { header, type Comparison } from './harness.js';

/** What each `bench/*.bench.ts` exports: one function that runs its scenarios. */
type Bench = { readonly run: () => readonly Comparison[] };

const suffix = '.bench.ts';
const strict = '--strict';

// Runs the benches named on the command line, or all; `--strict` makes a missed goal a failure.
const named = process.argv.slice(2).filter((argument) => argument !== strict);
const present = readdirSync('bench')
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const missed: string[] = [];
for (const name of named.length > 0 ? named : present) {
  console.log(`\n${name}\n${header}`);
  // One bench after the other: two at once would time each other.
  // The bundler turns this pattern into a table of all benches.
  const bench = (await import(`./${name}.bench.ts`)) as Bench;
  for (const comparison of bench.run()) if (comparison.missed.length > 0) missed.push(comparison.name);
}
if (missed.length > 0) console.log(`\nmissed: ${missed.join(', ')}`);
if (missed.length > 0 && process.argv.includes(strict)) process.exitCode = 1;
