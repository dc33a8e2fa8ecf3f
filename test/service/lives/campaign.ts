import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultIn } from './fault.js';
import { livesOf } from './life.js';

/**
 * Random lives of a subscription: `npm run campaign:lives -- --runs 5000`, of moved trials alone with `--trials 1`. A seed of
 * 0 stands for a new one.
 */
async function campaign({
  runs,
  seed,
  trials,
}: {
  runs: number;
  seed: number;
  trials: number;
}): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const faults: string[] = [];
  const lives = trials === 1 ? livesOf(['trial', 'trial', 'trial now', 'shift']) : livesOf();
  for (const life of fc.sample(lives, { numRuns: runs, seed: taken })) {
    const fault = await faultIn(life);
    if (fault !== null) faults.push(`${JSON.stringify(life)} ${fault}`);
  }
  return faults;
}

await asProgram(import.meta.url, { runs: 200, seed: 0, trials: 0 }, campaign);
