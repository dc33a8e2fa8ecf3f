import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsOfDeal } from './deal-doors.js';
import { deals } from './deals.js';
import { faultsOfDoors, months } from './doors.js';

// `npm run campaign:doors` asks as many as wished.
it('every door says the same of the same month: list, prepared plan, meter, subscription, preview, costs, rating, evaluation, quote', () => {
  fc.assert(
    fc.property(months, (month) => {
      expect(faultsOfDoors(month)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

it('and of the same deal: drafts, quote, preview, costs, evaluation, and what a service issues of two subscriptions', async () => {
  await fc.assert(
    fc.asyncProperty(deals, async (deal) => {
      expect(await faultsOfDeal(deal)).toEqual([]);
    }),
    { numRuns: 3 },
  );
});
