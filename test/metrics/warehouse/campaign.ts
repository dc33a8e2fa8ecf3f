import { parseArgs } from 'node:util';
import { compareEngine } from './differential.js';
import { openDuckdb } from './duckdb.js';
import { openPostgresql, postgresqlName } from './postgresql.js';

// As a program: `npm run campaign:warehouse -- --runs 500`. A difference is printed with its seed and stops it.
const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' } } });
const runs = Number(values.runs);
if (!Number.isSafeInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1');

for (const { name, open } of [
  { name: postgresqlName, open: openPostgresql },
  { name: 'DuckDB', open: openDuckdb },
]) {
  const engine = await open();
  for (const size of ['moderate', 'extreme'] as const) {
    const { pairs, asked, refused } = await compareEngine({ engine, size, runs });
    console.log(`${name}, ${size} numbers: ${pairs} pairs agree; ${refused} of ${asked} statements refused`);
  }
  await engine.close();
}
