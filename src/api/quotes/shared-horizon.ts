import type { Horizon } from '../../quotes/index.js';

/** The periods of the deal that bills most often; of several, of the one that runs longest. */
export function sharedHorizon(deals: readonly { readonly horizon: Horizon }[]): Horizon {
  return deals
    .map(({ horizon }) => horizon)
    .reduce((best, horizon) => {
      const closer = firstEnd(horizon) - firstEnd(best);
      return closer < 0 || (closer === 0 && horizon.periods.length > best.periods.length) ? horizon : best;
    });
}

function firstEnd({ periods }: Horizon): number {
  return periods[0]?.end ?? 0;
}
