import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExact, parseDecimal, ratio, sumExact } from '../../src/decimal/index.js';
import { convert, readConversion, type Conversion } from '../../src/prices/index.js';
import { frozen } from '../support/frozen.js';
import { decimalTexts } from '../support/decimal-texts.js';
import { naivePrices } from '../support/naive-prices.js';
import { opened } from '../support/opened.js';
import { order, product, rational, rationalOf, sum } from '../support/rational.js';

const tiers = [
  { first_unit: 0, last_unit: 100, unit_amount: '0.30' },
  { first_unit: 100, last_unit: null, unit_amount: '0.20' },
];
const tieredConfig = { conversion_rate_type: 'tiered', tiered_config: { tiers } };

describe('§8.7 conversion', () => {
  it.each([
    ['one rate', { conversion_rate: '0.65' }, '7', '4.55', '7 × 0.65'],
    ['one rate as a number', { conversion_rate: 0.65 }, '7', '4.55', '7 × 0.65'],
    ['a unit config', unitConfig('0.65'), '7', '4.55', '7 × 0.65'],
    ['the config wins over the rate', { ...unitConfig('0.65'), conversion_rate: 9 }, '7', '4.55', '7 × 0.65'],
    ['a config of null leaves the rate', { conversion_rate_config: null, conversion_rate: 2 }, '7', '14', '7 × 2'],
    ['tiers', tiered(), '130', '36', '100 × 0.30 + 30 × 0.20'],
    ['tiers, at the bound', tiered(), '100', '30', '100 × 0.30; the bound belongs to the lower tier'],
    ['tiers, just above the bound', tiered(), '100.5', '30.1', '30 + 0.5 × 0.20'],
    ['tiers, below zero', tiered(), '-130', '-36', 'the mirror'],
    ['rate 0 absorbs it', { conversion_rate: 0 }, '1234.5', '0', '1234.5 × 0'],
    ['nothing', tiered(), '0', '0', 'no tier is reached'],
    ['beyond a bounded last tier', tiered([{ first_unit: 0, last_unit: 10, unit_amount: '2' }]), '15', '30', '15 × 2'],
  ])('%s', (_name, price, amount, expected) => {
    const conversion = reading(price);
    const parts = convert(conversion, parseDecimal(amount));
    expect(formatExact(sumExact(parts.map((part) => part.amount)))).toBe(expected);
    expect(formatExact(sumExact(parts.map((part) => part.quantity)))).toBe(amount);
  });

  it('keeps a value without end exact', () => {
    const parts = convert(reading(tiered()), ratio(parseDecimal('400'), parseDecimal('3')));
    // 100 × 0.30 + 33.333… × 0.20 = 110/3
    expect(order(sum(parts.map((part) => rationalOf(part.amount))), { over: 110n, under: 3n })).toBe(0);
  });

  it('is null where the price states none', () => {
    expect(readConversion(opened({}, 'price').fields)).toBeNull();
    expect(readConversion(opened({ conversion_rate: null }, 'price').fields)).toBeNull();
  });

  it.each([
    ['a rate that is no decimal', { conversion_rate: 'x' }, 'invalid_decimal', 'p.conversion_rate'],
    ['a config that is a text', { conversion_rate_config: 'unit' }, 'invalid_type', 'p.conversion_rate_config'],
    [
      'an unknown type',
      config({ conversion_rate_type: 'bulk' }),
      'invalid_type',
      'p.conversion_rate_config.conversion_rate_type',
    ],
    ['no type', config({}), 'missing_field', 'p.conversion_rate_config.conversion_rate_type'],
    [
      'no unit config',
      config({ conversion_rate_type: 'unit' }),
      'missing_field',
      'p.conversion_rate_config.unit_config',
    ],
    [
      'no rate',
      config({ conversion_rate_type: 'unit', unit_config: {} }),
      'missing_field',
      'p.conversion_rate_config.unit_config.unit_amount',
    ],
    [
      'tiers with a hole',
      tiered([...tiers.slice(0, 1), { first_unit: 102, last_unit: null, unit_amount: '1' }]),
      'tiers_not_contiguous',
      'p.conversion_rate_config.tiered_config.tiers[1].first_unit',
    ],
  ])('refuses %s', (_name, price, code, path) => {
    const { fields, issues } = opened(frozen(price), 'p');
    readConversion(fields);
    expect(issues.map((issue) => ({ code: issue.code, path: issue.path }))).toEqual([{ code, path }]);
  });

  it('agrees with graduated, computed with big.js', () => {
    fc.assert(
      fc.property(decimalTexts(0n, 1_000_000n, 4), (amount) => {
        const parts = convert(reading(tiered()), parseDecimal(amount));
        const naive = naivePrices.tiered({ tiers }, { quantity: amount });
        expect(formatExact(sumExact(parts.map((part) => part.amount)))).toBe(naive.toFixed());
      }),
    );
  });

  it('of a whole is the conversion of its parts where there is one rate', () => {
    const some = decimalTexts(-1_000n, 1_000n, 2);
    fc.assert(
      fc.property(some, some, some, (rate, a, b) => {
        const conversion = reading({ conversion_rate: rate });
        const whole = convert(conversion, parseDecimal(a)).concat(convert(conversion, parseDecimal(b)));
        const expected = product(sum([rational(a), rational(b)]), rational(rate));
        expect(order(sum(whole.map((part) => rationalOf(part.amount))), expected)).toBe(0);
      }),
    );
  });
});

function config(conversion_rate_config: object): Record<string, unknown> {
  return { conversion_rate_config };
}

function unitConfig(unit_amount: string): Record<string, unknown> {
  return config({ conversion_rate_type: 'unit', unit_config: { unit_amount } });
}

function tiered(list: readonly object[] = tiers): Record<string, unknown> {
  return config({ ...tieredConfig, tiered_config: { tiers: list } });
}

function reading(price: Record<string, unknown>): Conversion {
  const { fields, issues } = opened(frozen(price), 'price');
  const conversion = readConversion(fields);
  expect(issues).toEqual([]);
  if (conversion === null) throw new Error('no conversion was read');
  return conversion;
}
