import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultsOfDoors, months } from './doors.js';

/** Random months through every door: `npm run campaign:doors -- --runs 10000`. A seed of 0 stands for a new one. */
function campaign({ runs, seed }: { runs: number; seed: number }): readonly string[] {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const property = fc.property(months, (month) => {
    const faults = faultsOfDoors(month);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: runs, seed: taken });
  return failed ? [`seed ${taken}: ${JSON.stringify(counterexample)} ${String(errorInstance)}`] : [];
}

await asProgram(import.meta.url, { runs: 1000, seed: 0 }, campaign);
