import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultIn } from './fault.js';
import { lateLives } from './life.js';

// `npm run campaign:late` plays as many as wished.
it('late runs, two at once, and on a store that fails, bill, burn, buy and tell what runs on time do (L39, L42)', async () => {
  await fc.assert(
    fc.asyncProperty(lateLives, async (life) => {
      expect(await faultIn(life)).toBeNull();
    }),
    { numRuns: 1 },
  );
});
