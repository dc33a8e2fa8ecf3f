import { describe, expect, it } from 'vitest';
import { createSubscription } from '../../../src/index.js';
import { frozen } from '../../support/frozen.js';

describe('the balance that a customer shows', () => {
  it.each([
    ['JPY', undefined, '0'],
    ['KWD', undefined, '0.000'],
    ['USD', '33.5', '33.50'],
    ['USD', '-7', '-7.00'],
    // The currency that the plan brings.
    [null, undefined, '0.00'],
  ])('has the digits of %s: %s', (currency, balance, printed) => {
    const { subscription } = createSubscription(
      frozen({
        customer: { id: 'acme', currency, ...(balance === undefined ? {} : { balance }) },
        plans: [{ id: 'basic', name: 'Basic', currency: currency ?? 'USD', prices: [] }],
        request: { customer_id: 'acme', plan_id: 'basic' },
        at: '2026-01-01',
      }),
    );
    expect(subscription.customer.balance).toBe(printed);
  });
});
