import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultsOfDeal } from './deal-doors.js';
import { deals } from './deals.js';
import { faultsOfDoors, months } from './doors.js';

/**
 * Random months, and deals that last for some, through every door: `npm run campaign:doors -- --runs 10000 --deals 1000`. A
 * seed of 0 stands for a new one.
 */
async function campaign(asked: { runs: number; deals: number; seed: number }): Promise<readonly string[]> {
  const seed = asked.seed === 0 ? Math.floor(Math.random() * 2 ** 31) : asked.seed;
  console.log(`seed ${seed}`);
  const ofMonths = fc.property(months, (month) => refuseFaults(faultsOfDoors(month)));
  const ofDeals = fc.asyncProperty(deals, async (deal) => refuseFaults(await faultsOfDeal(deal)));
  const { failed, counterexample, errorInstance } = fc.check(ofMonths, { numRuns: asked.runs, seed });
  if (failed) return [`seed ${seed}: ${JSON.stringify(counterexample)} ${String(errorInstance)}`];
  const last = await fc.check(ofDeals, { numRuns: asked.deals, seed });
  return last.failed ? [`seed ${seed}: ${JSON.stringify(last.counterexample)} ${String(last.errorInstance)}`] : [];
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

await asProgram(import.meta.url, { runs: 1000, deals: 200, seed: 0 }, campaign);
