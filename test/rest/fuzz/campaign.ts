import { asProgram } from '../../campaign-program.js';
import { fuzzClass, operationClasses } from './fuzz.js';

/**
 * Random requests to every class of operations, none of which may end in a 500 or hang:
 * `npm run campaign:handler -- --runs 10000`, so many for each class. A seed of 0 stands for a new one; the one that was
 * taken is printed with what it found.
 */
async function campaign({ runs, seed }: { runs: number; seed: number }): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const found: string[] = [];
  for (const [name, routes] of operationClasses) {
    const start = performance.now();
    const { faults, statuses } = await fuzzClass(routes, runs, taken);
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s, ${counts.join(', ')}`);
    found.push(...faults.map((fault) => `${name}: ${fault}`));
  }
  return found;
}

await asProgram(import.meta.url, { runs: 100, seed: 0 }, campaign);
