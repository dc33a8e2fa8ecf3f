import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createUsageMeter, draftInvoice, isBillingError, type DraftInvoiceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { mutationsOf } from '../support/mutations.js';

const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  input: DraftInvoiceInput;
}[];
const policies = {
  rounding: 'half_even',
  minor_units: { USD: 2 },
  grace_period_hours: 3,
  unrounded_scale: 10,
} as const;
const inputs = cases.map(({ input }) => ({
  ...input,
  policies,
  subscription: { id: 's' },
  at: '2026-02-01',
  memo: 'm',
}));

/** Whatever stands in an input, it is billed or refused; nothing in it can make the library stumble. */
function expectBilledOrRefused(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
  }
}

describe('an input with parts replaced, removed, doubled or swapped', () => {
  it('is billed or refused by draftInvoice', () => {
    const mutated = fc.constantFrom(...inputs).chain(mutationsOf);
    fc.assert(
      fc.property(mutated, (input) => expectBilledOrRefused(() => draftInvoice(input as DraftInvoiceInput))),
      { numRuns: 4000 },
    );
  });

  it('is opened or refused by createUsageMeter', () => {
    const meters = inputs.map(({ customer, plan, prices, period, metrics = [] }) => ({
      customer,
      ...(plan ? { plan } : { prices }),
      period,
      metrics,
    }));
    fc.assert(
      fc.property(fc.constantFrom(...meters).chain(mutationsOf), (input) =>
        expectBilledOrRefused(() => createUsageMeter(input as Parameters<typeof createUsageMeter>[0])),
      ),
      { numRuns: 2000 },
    );
  });
});
