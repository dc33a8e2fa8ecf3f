import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { faultsOfDeal } from './deal-doors.js';
import { deals } from './deals.js';
import { faultsOfDoors, months } from './doors.js';
import { faultsOfSpan } from './span-doors.js';
import { spans } from './spans.js';

/**
 * Random months, deals that last for some, and deals of several cadences and units, through every door:
 * `npm run campaign:doors -- --runs 10000 --deals 1000 --spans 1000`. A seed of 0 stands for a new one.
 */
async function campaign(asked: {
  runs: number;
  deals: number;
  spans: number;
  seed: number;
}): Promise<readonly string[]> {
  const seed = asked.seed === 0 ? Math.floor(Math.random() * 2 ** 31) : asked.seed;
  console.log(`seed ${seed}`);
  const ofMonths = fc.asyncProperty(months, async (month) => refuseFaults(faultsOfDoors(month)));
  const ofDeals = fc.asyncProperty(deals, async (deal) => refuseFaults(await faultsOfDeal(deal)));
  const ofSpans = fc.asyncProperty(spans, async (span) => refuseFaults(await faultsOfSpan(span)));
  return [
    ...told(seed, await fc.check(ofMonths, { numRuns: asked.runs, seed })),
    ...told(seed, await fc.check(ofDeals, { numRuns: asked.deals, seed })),
    ...told(seed, await fc.check(ofSpans, { numRuns: asked.spans, seed })),
  ];
}

type Told = Pick<fc.RunDetails<unknown>, 'failed' | 'counterexample' | 'errorInstance'>;

function told(seed: number, { failed, counterexample, errorInstance }: Told): readonly string[] {
  return failed ? [`seed ${seed}: ${JSON.stringify(counterexample)} ${String(errorInstance)}`] : [];
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

await asProgram(import.meta.url, { runs: 1000, deals: 200, spans: 200, seed: 0 }, campaign);
