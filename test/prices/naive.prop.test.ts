import fc from 'fast-check';
import { ratePrice } from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { ModelType } from '../../src/wire/index.js';
import { anyRates } from '../support/decimal-texts.js';
import { rateExactly } from '../support/exact-rating.js';
import { naivePrices, printNaive, type NaivePrice } from '../support/naive-prices.js';
import { rateables, usageShapes } from '../support/price-arbitraries.js';
import { oracles, used } from '../support/price-oracles.js';
import { quotient, rational, whole } from '../support/rational.js';

const models = Object.keys(usageShapes) as ModelType[];
const share = fc
  .integer({ min: 1, max: 366 })
  .chain((denominator) => fc.nat({ max: denominator }).map((numerator) => ({ numerator, denominator })));

describe('L10 results equal rational arithmetic, computed straight from the rule book', () => {
  it.each(models)('%s', (model) => {
    const oracle = oracles[model] as (config: unknown, usage: unknown, share: unknown) => typeof whole;
    fc.assert(
      fc.property(rateables(model, anyRates), share, ({ price, usage }, fraction) => {
        const config = Reflect.get(price, `${model}_config`);
        const f = quotient(rational(String(fraction.numerator)), rational(String(fraction.denominator)));
        for (const [cut, by] of [[null, whole] as const, [fraction, f] as const]) {
          const { subtotal } = rateExactly(price, usage, cut);
          const expected = oracle(config, used(usage), by);
          expect(subtotal.over * expected.under).toBe(expected.over * subtotal.under);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('L10 printed results equal those of big.js', () => {
  it.each(Object.entries(naivePrices))('%s', (model, rate) => {
    const naive = rate as NaivePrice<'unit'>;
    fc.assert(
      fc.property(rateables(model as ModelType, anyRates), share, ({ price, usage }, fraction) => {
        const config = Reflect.get(price, `${model}_config`);
        const subtotal = naive(config, usage);
        expect(ratePrice(price, usage).subtotal).toBe(printNaive(subtotal));
        const scales = config.prorated === true || config.prorate === true;
        const expected = scales ? printNaive(subtotal, fraction) : printNaive(subtotal);
        expect(ratePrice(price, usage, { fraction }).subtotal).toBe(expected);
      }),
      { numRuns: 600 },
    );
  });
});
