import fc from 'fast-check';
import { ratePrice } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { priceModels, type RatedModelType } from '../../src/prices/index.js';
import { anyRates } from '../support/decimal-texts.js';
import { naivePrices, printNaive, type NaivePrice } from '../support/naive-prices.js';
import { rateables } from '../support/price-arbitraries.js';

const models = Object.keys(priceModels) as RatedModelType[];
const pairsPerModel = 3_000;

describe('L10 results equal big.js, computed straight from the rule book', () => {
  it.each(models)('%s', (model) => {
    const naive = naivePrices[model] as NaivePrice<typeof model>;
    const share = fc
      .integer({ min: 1, max: 366 })
      .chain((denominator) => fc.nat({ max: denominator }).map((numerator) => ({ numerator, denominator })));
    fc.assert(
      fc.property(rateables(model, anyRates), share, ({ price, usage }, fraction) => {
        const config = Reflect.get(price, `${model}_config`);
        const subtotal = naive(config, usage);
        expect(ratePrice(price, usage).subtotal).toBe(printNaive(subtotal));
        const scales = config.prorated === true || config.prorate === true;
        const expected = scales ? printNaive(subtotal, fraction) : printNaive(subtotal);
        expect(ratePrice(price, usage, { fraction }).subtotal).toBe(expected);
      }),
      { numRuns: pairsPerModel },
    );
  });
});
