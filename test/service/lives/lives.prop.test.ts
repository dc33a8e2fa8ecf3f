import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultIn } from './fault.js';
import { livesOf, movedTrials } from './life.js';

it('wherever the end of a trial is moved, in the end the days and the usage outside of it are what is paid for', async () => {
  const lives = livesOf(movedTrials);
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      expect(await faultIn(life)).toBeNull();
    }),
    { numRuns: 3 },
  );
});
