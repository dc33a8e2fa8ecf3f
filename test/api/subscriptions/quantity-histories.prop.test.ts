import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instalmentFaultIn, instalmentHistories } from './instalment-histories.js';
import { faultIn, histories } from './quantity-histories.js';

it('whatever is done to quantities and ends of fees in advance, what stands billed after each step is what is due', () => {
  fc.assert(
    fc.property(histories, (history) => {
      expect(faultIn(history)).toBeNull();
    }),
    { numRuns: 25 },
  );
});

it('whatever is done to the quantity and the end of a fee in instalments, in the end its days are what is paid for', () => {
  fc.assert(
    fc.property(instalmentHistories, (history) => {
      expect(instalmentFaultIn(history)).toBeNull();
    }),
    { numRuns: 8 },
  );
});
