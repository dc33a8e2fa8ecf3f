import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultIn } from './fault.js';
import { lateLives } from './life.js';

/**
 * Random histories billed by runs on time, and by late ones, two at once and on a store that fails:
 * `npm run campaign:late -- --runs 1000`. A seed of 0 stands for a new one; the one that was taken is printed.
 */
async function campaign({ runs, seed }: { runs: number; seed: number }): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const property = fc.asyncProperty(lateLives, async (life) => {
    const fault = await faultIn(life);
    if (fault !== null) throw new Error(fault);
  });
  const result = await fc.check(property, { numRuns: runs, seed: taken });
  return result.failed
    ? [`seed ${taken}: ${JSON.stringify(result.counterexample)} ${String(result.errorInstance)}`]
    : [];
}

await asProgram(import.meta.url, { runs: 30, seed: 0 }, campaign);
