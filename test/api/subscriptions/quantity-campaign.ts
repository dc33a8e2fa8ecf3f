import fc from 'fast-check';
import { asProgram } from '../../campaign-program.js';
import { instalmentFaultIn, instalmentHistories } from './instalment-histories.js';
import { faultIn, histories } from './quantity-histories.js';

/**
 * Random histories of quantities, and a quarter as many of instalments: `npm run campaign:quantities -- --runs 10000`. A seed
 * of 0 stands for a new one.
 */
function campaign({ runs, seed }: { runs: number; seed: number }): readonly string[] {
  const taken = seed === 0 ? Math.floor(Math.random() * 2 ** 31) : seed;
  console.log(`seed ${taken}`);
  return [
    ...faultsOf(fc.sample(histories, { numRuns: runs, seed: taken }), faultIn),
    ...faultsOf(fc.sample(instalmentHistories, { numRuns: Math.ceil(runs / 4), seed: taken }), instalmentFaultIn),
  ];
}

function faultsOf<H>(list: readonly H[], faultOf: (history: H) => string | null): readonly string[] {
  return list.flatMap((history) => {
    const fault = faultOf(history);
    return fault === null ? [] : [`${JSON.stringify(history)} ${fault}`];
  });
}

await asProgram(import.meta.url, { runs: 1000, seed: 0 }, campaign);
