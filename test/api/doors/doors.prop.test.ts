import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsOfDeal } from './deal-doors.js';
import { deals } from './deals.js';
import { faultsOfDoors, months } from './doors.js';
import { faultsOfSpan } from './span-doors.js';
import { spans } from './spans.js';

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

it('and every door says what the rules do, worked out in whole numbers, of several cadences, instalments, trials and units', async () => {
  await fc.assert(
    fc.asyncProperty(spans, async (span) => {
      expect(await faultsOfSpan(span)).toEqual([]);
    }),
    { numRuns: 4 },
  );
});
