import fc from 'fast-check';
import { ratePrice, type PriceInput } from 'reckoner';
import { expect, it } from 'vitest';
import { anyQuantities, plainRates } from '../support/decimal-texts.js';
import { difference, greater, nothing, order, product, rational, sum } from '../support/rational.js';

const groups = fc.uniqueArray(fc.record({ value: fc.constantFrom('a', 'b', 'c', 'd', 'e'), quantity: anyQuantities }), {
  selector: ({ value }) => value,
  minLength: 1,
});

it('L18 cumulative_grouped_allocation bills at least what all groups exceed the pool by, and each group its own allowance', () => {
  fc.assert(
    fc.property(groups, anyQuantities, anyQuantities, plainRates, (list, own, pool, rate) => {
      const price: PriceInput = {
        model_type: 'cumulative_grouped_allocation',
        cumulative_grouped_allocation_config: {
          grouping_key: 'team',
          group_allocation: own,
          cumulative_allocation: pool,
          unit_amount: rate,
        },
      };
      const usage = { groups: list.map(({ value, quantity }) => ({ grouping_values: [value], quantity })) };
      const subtotal = rational(ratePrice(price, usage).subtotal);
      const quantities = list.map(({ quantity }) => rational(quantity));
      const beyond = (allowance: string, quantity: (typeof quantities)[number]) =>
        greater(difference(quantity, rational(allowance)), nothing);
      const overPool = product(beyond(pool, sum(quantities)), rational(rate));
      const overOwn = product(sum(quantities.map((quantity) => beyond(own, quantity))), rational(rate));
      expect(order(subtotal, greater(overPool, overOwn))).not.toBe(-1);
      expect(order(subtotal, product(sum(quantities), rational(rate))), 'no unit is billed twice').not.toBe(1);
    }),
  );
});
