import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultIn, histories } from './quantity-histories.js';

it('whatever is done to quantities and ends of fees in advance, what stands billed after each step is what is due', () => {
  fc.assert(
    fc.property(histories, (history) => {
      expect(faultIn(history)).toBeNull();
    }),
    { numRuns: 40 },
  );
});
