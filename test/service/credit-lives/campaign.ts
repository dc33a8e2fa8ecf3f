import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultIn } from './fault.js';
import { creditLives } from './life.js';

type Asked = { readonly runs: number; readonly seed: number; readonly longest: number };

/** Random lives of a customer's credits: `npm run campaign:credits -- --runs 2000`; a seed of 0 stands for a new one. */
async function campaign({ runs, seed, longest }: Asked): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const faults: string[] = [];
  for (const life of fc.sample(creditLives(longest), { numRuns: runs, seed: taken })) {
    const fault = await faultIn(life);
    if (fault !== null) faults.push(`${JSON.stringify(life)} ${fault}`);
  }
  return faults;
}

await asProgram(import.meta.url, { runs: 200, seed: 0, longest: 30 }, campaign);
