import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultIn } from './fault.js';
import { creditLives } from './life.js';

it('whenever runs come, credits that subscriptions share pay what the rules say, day by day, and alerts tell it (L39, §8, §10, §12)', async () => {
  await fc.assert(
    fc.asyncProperty(creditLives(8), async (life) => {
      expect(await faultIn(life)).toBeNull();
    }),
    { numRuns: 2 },
  );
});
