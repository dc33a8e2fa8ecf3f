import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultIn } from './fault.js';
import { livesOf, movedBounds, movedTrials } from './life.js';

type Campaign = {
  readonly runs: number;
  readonly seed: number;
  readonly trials: number;
  readonly moves: number;
  readonly longest: number;
};

/**
 * Random lives of a subscription: `npm run campaign:lives -- --runs 5000`, of moved trials alone with `--trials 1`, of
 * prices whose bounds are moved with `--moves 1`, and with up to so many acts as `--longest` says. A seed of 0 stands for a
 * new one.
 */
async function campaign({ runs, seed, trials, moves, longest }: Campaign): Promise<readonly string[]> {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  const faults: string[] = [];
  const wish = trials === 1 ? movedTrials : moves === 1 ? movedBounds : { acts: [3, longest] as const };
  for (const life of fc.sample(livesOf(wish), { numRuns: runs, seed: taken })) {
    const fault = await faultIn(life);
    if (fault !== null) faults.push(`${JSON.stringify(life)} ${fault}`);
  }
  return faults;
}

await asProgram(import.meta.url, { runs: 200, seed: 0, trials: 0, moves: 0, longest: 8 }, campaign);
