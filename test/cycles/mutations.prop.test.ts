import * as fc from 'fast-check';
import { billingPeriodAt, billingPeriods, isBillingError, prorate } from 'reckoner';
import { describe, expect, it } from 'vitest';
import cases from '../cases/cycles/billing-periods.json' with { type: 'json' };
import shares from '../cases/proration/prorate.json' with { type: 'json' };
import { mutationsOf } from '../support/mutations.js';

/** The result, or the refusal's issues; anything else that is thrown fails the test. */
function outcomeOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    expect(error.issues.some(({ severity }) => severity === 'error')).toBe(true);
    return error.issues;
  }
}

describe('an input with parts replaced, removed, doubled or swapped', () => {
  it('is answered or refused by billingPeriods and billingPeriodAt, the same each time', () => {
    const mutated = fc.constantFrom(...cases).chain(({ schedule, range }) => mutationsOf([schedule, range]));
    fc.assert(
      fc.property(mutated, (given) => {
        // The pair itself may have been replaced too; then neither argument is there.
        const [schedule, range] = (Array.isArray(given) ? given : []) as unknown as Parameters<typeof billingPeriods>;
        const list = (): unknown => outcomeOf(() => billingPeriods(schedule, range));
        expect(list()).toEqual(list());
        outcomeOf(() => billingPeriodAt(schedule, '2025-03-01'));
      }),
      { numRuns: 1000 },
    );
  });

  it('is answered or refused by prorate', () => {
    const mutated = fc.constantFrom(...shares).chain(({ input }) => mutationsOf(input));
    fc.assert(
      fc.property(mutated, (input) => {
        outcomeOf(() => prorate(input as Parameters<typeof prorate>[0]));
      }),
      { numRuns: 1000 },
    );
  });
});
