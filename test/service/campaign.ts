import fc from 'fast-check';
import { asProgram } from '../campaign-program.js';
import { commands } from './fault-commands.js';
import { faultsOfHistory } from './fault-history.js';

/**
 * Random histories of a service whose store fails, against undisturbed ones: `npm run campaign:faults -- --runs 10000`. A
 * seed of 0 stands for a new one; the one that was taken is printed with what it found.
 */
async function campaign({ runs, seed }: { runs: number; seed: number }): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const histories = fc.tuple(fc.integer({ min: 0, max: 2 ** 31 }), commands);
  const property = fc.asyncProperty(histories, async ([fault_seed, given]) => {
    const faults = await faultsOfHistory(fault_seed, given);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const result = await fc.check(property, { numRuns: runs, seed: taken });
  return result.failed
    ? [`seed ${taken}: ${JSON.stringify(result.counterexample)} ${String(result.errorInstance)}`]
    : [];
}

await asProgram(import.meta.url, { runs: 300, seed: 0 }, campaign);
