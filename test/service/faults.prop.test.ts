import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands, faultsOfHistory, type Command } from './fault-history.js';

describe('a service whose store fails', () => {
  it('answers and stores what an undisturbed one does, and its invoices add up', async () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 31 });
    await fc.assert(
      fc.asyncProperty(seeds, commands, async (seed, given) => {
        expect(await faultsOfHistory(seed, given)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('does so only because requests have keys', async () => {
    const given: readonly Command[] = [
      { kind: 'customer', name: 'acme' },
      { kind: 'subscribe', name: 'acme', plan: 'team' },
    ];
    const found: (readonly string[])[] = [];
    for (let seed = 0; seed < 10; seed += 1)
      found.push(await faultsOfHistory(seed, given, 'without_keys').catch((error: unknown) => [String(error)]));
    expect(found.filter((faults) => faults.length > 0).length).toBeGreaterThan(0);
  });
});
