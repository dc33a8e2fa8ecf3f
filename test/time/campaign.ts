import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
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

function main(): void {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '56' },
      from: { type: 'string', default: '1990' },
      to: { type: 'string', default: '2045' },
      stride: { type: 'string', default: '1' },
      seed: { type: 'string', default: '0' },
    },
  });
  const numbers = {
    runs: Number(values.runs),
    from: Number(values.from),
    to: Number(values.to),
    stride: Number(values.stride),
    seed: Number(values.seed),
  };
  const start = performance.now();
  const faults = campaign({ zones: allZones, ...numbers });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(JSON.stringify({ ...numbers, zones: allZones.length, seconds, faults }));
  if (faults.length > 0) process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
