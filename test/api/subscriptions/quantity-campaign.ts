import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultIn, histories } from './quantity-histories.js';

/** Random histories of quantities: `npm run campaign:quantities -- --runs 10000`. A seed of 0 stands for a new one. */
function campaign({ runs, seed }: { runs: number; seed: number }): readonly string[] {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const faults: string[] = [];
  for (const history of fc.sample(histories, { numRuns: runs, seed: taken })) {
    const fault = faultIn(history);
    if (fault !== null) faults.push(`seed ${taken}: ${JSON.stringify(history)} ${fault}`);
  }
  return faults;
}

await asProgram(import.meta.url, { runs: 1000, seed: 0 }, campaign);
