import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands, type Command } from './fault-commands.js';
import { faultsOfHistory } from './fault-history.js';

describe('a service whose store fails', () => {
  it('answers and stores what an undisturbed one does, and its invoices add up', async () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 31 });
    await fc.assert(
      fc.asyncProperty(seeds, commands, async (seed, given) => {
        expect(await faultsOfHistory(seed, given)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  // What the campaign found: an invoice that was paid while the answer got lost was refused when it was asked for again; a
  // top-up stored a ledger with charges that its entries did not have; a balance was moved by a run that came late;
  // a fee that was given back and billed again was found to be billed twice.
  it.each<readonly [number, readonly Command[]]>([
    [29487308, [
      { kind: 'customer', name: 'acme' }, { kind: 'subscribe', name: 'acme', plan: 'team' }, { kind: 'pay', name: 'acme' },
    ]],
    [0, [
      { kind: 'customer', name: 'acme' }, { kind: 'subscribe', name: 'acme', plan: 'team' }, { kind: 'wait', days: 1 },
      { kind: 'ingest', name: 'acme', count: 2 }, { kind: 'wait', days: 1 }, { kind: 'top_up', name: 'acme' }, { kind: 'bill' },
    ]],
    [0, [
      { kind: 'customer', name: 'acme' }, { kind: 'subscribe', name: 'acme', plan: 'team' }, { kind: 'wait', days: 32 },
      { kind: 'move_balance', name: 'acme' }, { kind: 'bill' },
    ]],
    [0, [
      { kind: 'customer', name: 'acme' }, { kind: 'subscribe', name: 'acme', plan: 'team' },
      { kind: 'change', name: 'acme', plan: 'business', option: 'immediate' }, { kind: 'change', name: 'acme', plan: 'team', option: 'immediate' },
    ]],
  ])('answers and stores as it should with the seed %i of a history that once went wrong', async (seed, given) => {
    expect(await faultsOfHistory(seed, given)).toEqual([]);
  }); // prettier-ignore

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
