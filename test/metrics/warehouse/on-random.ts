import { expect, it } from 'vitest';
import { compareEngine, type Trial } from './differential.js';
import type { Engine } from './engine.js';

export type Trials = readonly Pick<Trial, 'size' | 'runs'>[];

export function answersAsMemoryDoes(opened: Promise<Engine>, trials: Trials): void {
  it.each(trials)(
    'gives what the same metrics give in memory ($size numbers)',
    async (trial) => {
      const tally = await compareEngine({ engine: await opened, ...trial });
      // Of a hundred pairs in a table over twenty come to something other than nothing; fewer would prove little.
      expect(tally.pairs).toBeGreaterThan(10 * trial.runs);
      expect(tally.refused).toBeLessThan(tally.asked / 2);
    },
    120_000,
  );
}
