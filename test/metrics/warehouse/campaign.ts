import { parseArgs } from 'node:util';
import { compareEngine } from './differential.js';
import { openDuckdb } from './duckdb.js';
import { openPostgresql, postgresqlName } from './postgresql.js';

// As a program: `npm run campaign:warehouse -- --runs 500 --pairs 2000`, with `--seed` for the same questions again, new
// ones without it. A difference is printed with its seed and stops it; and it fails where an engine was asked about fewer
// pairs than it should, because nothing differs where nothing is asked.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    pairs: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
});
const runs = readCount('--runs', values.runs);
const least = readCount('--pairs', values.pairs);
const seed = values.seed === undefined ? undefined : readCount('--seed', values.seed);

for (const { name, open } of [
  { name: postgresqlName, open: openPostgresql },
  { name: 'DuckDB', open: openDuckdb },
]) {
  const engine = await open();
  let all = 0;
  for (const size of ['moderate', 'extreme'] as const) {
    const { pairs, asked, refused } = await compareEngine({ engine, size, runs, seed });
    console.log(`${name}, ${size} numbers: ${pairs} pairs agree; ${refused} of ${asked} statements refused`);
    all += pairs;
  }
  await engine.close();
  console.log(`${name}: ${all} pairs of a metric and a log with something to measure, no difference`);
  if (all < least) throw new Error(`${name} was asked about ${all} pairs, fewer than ${least}; give more --runs`);
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${option} is a whole number from 1`);
  return count;
}
