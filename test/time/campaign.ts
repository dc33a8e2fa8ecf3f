import { asProgram } from '../campaign-program.js';
import { allZones } from './oracle.js';
import { midnightFaults, monthFaults } from './zone-laws.js';

export type Campaign = {
  readonly zones: readonly string[];
  /** First and last year, inclusive. */
  readonly from: number;
  readonly to: number;
  /** For how many years of each zone midnights are compared; as many other years have their months compared. */
  readonly runs: number;
  /** Every how-manieth midnight of those years. */
  readonly stride: number;
  readonly seed: number;
};

/**
 * Compares midnights of every zone with what `Intl` shows, over years drawn by a seed; answers the first faults.
 *
 * As a program, over all years, which takes some minutes:
 * `npx esbuild test/time/campaign.ts --bundle --platform=node --format=esm --outfile=.cache/campaign.mjs` and then
 * `node .cache/campaign.mjs --runs 56`, with `--from`, `--to`, `--stride` and `--seed` as wished.
 */
export function campaign({ zones, from, to, runs, stride, seed }: Campaign): readonly string[] {
  const years = to - from + 1;
  const faults: string[] = [];
  for (const [index, zone] of zones.entries()) {
    for (let run = 0; run < Math.min(runs, years); run += 1) {
      // 17 is coprime to most spans, so the zones of one seed together meet all years, and its runs are all different.
      const year = from + ((seed + index * 17 + run) % years);
      faults.push(
        ...midnightFaults(zone, { year, stride, phase: (seed + index) % stride }),
        ...monthFaults(zone, from + ((seed + index * 5 + run) % years)),
      );
      if (faults.length > 20) return faults;
    }
  }
  return faults;
}

await asProgram(import.meta.url, { runs: 56, from: 1990, to: 2045, stride: 1, seed: 0 }, (numbers) =>
  campaign({ zones: allZones, ...numbers }),
);
