import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsOfDoors, months } from './doors.js';

// `npm run campaign:doors` asks as many as wished.
it('every door says the same of the same month: list, prepared plan, meter, subscription, preview, costs, rating, evaluation, quote', () => {
  fc.assert(
    fc.property(months, (month) => {
      expect(faultsOfDoors(month)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
