import { checkPrice, ratePrice, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';

const warningsOf = (price: unknown): readonly string[] =>
  checkPrice(frozen(price)).map(({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`);
const warning = (path: string, text: string): string =>
  `warning invalid_type price.${path}: is a number, which Orb's API does not take here; give the text "${text}"`;

describe('a number where the API wants a decimal text', () => {
  it('is warned of at its path, and rated all the same', () => {
    const price: PriceInput = { model_type: 'unit', unit_config: { unit_amount: 0.25 } };
    expect(warningsOf(price)).toEqual([warning('unit_config.unit_amount', '0.25')]);
    expect(ratePrice(price, { quantity: 2 }).subtotal).toBe('0.5');
  });

  it('is told from the numbers that the API has', () => {
    const tiers = [
      { first_unit: 0, last_unit: 10, unit_amount: '4' },
      { first_unit: 10, last_unit: null, unit_amount: 3 },
    ];
    expect(warningsOf({ model_type: 'tiered', tiered_config: { tiers } })).toEqual([
      warning('tiered_config.tiers[1].unit_amount', '3'),
    ]);
    const packages = { package_size: 20, tiers: [{ tier_lower_bound: 0, per_unit: '5', minimum_amount: '1' }] };
    expect(
      warningsOf({ model_type: 'tiered_package_with_minimum', tiered_package_with_minimum_config: packages }),
    ).toEqual([warning('tiered_package_with_minimum_config.tiers[0].tier_lower_bound', '0')]);
    expect(warningsOf({ model_type: 'percent', percent_config: { percent: 0.1 } })).toEqual([]);
    expect(warningsOf({ model_type: 'bps', bps_config: { bps: 75 } })).toEqual([]);
    expect(warningsOf({ model_type: 'unit', fixed_price_quantity: 3, unit_config: { unit_amount: '1' } })).toEqual([]);
  });

  it('is warned of a hundred times at most', () => {
    const tiers = Array.from({ length: 500 }, (_, at) => ({ tier_lower_bound: at, unit_amount: 1 }));
    expect(warningsOf({ model_type: 'tiered_with_proration', tiered_with_proration_config: { tiers } })).toHaveLength(
      100,
    );
  });

  it('is no concern of models of the caller, whose configuration is their own', () => {
    const flat = { needs: 'quantity', rate: () => ({ subtotal: '1', rows: [] }) } as const;
    expect(checkPrice({ model_type: 'flat', flat_config: { amount: 1 } }, { custom_models: { flat } })).toEqual([]);
  });
});

describe('a configuration under the key of another model', () => {
  const unit_config = { unit_amount: '1' };

  it('is refused for the one that is missing, and warned of where it stands', () => {
    expect(
      checkPrice({ model_type: 'tiered', unit_config }).map(({ severity, code, path }) => [severity, code, path]),
    ).toEqual([
      ['error', 'missing_field', 'price.tiered_config'],
      ['warning', 'invalid_price_config', 'price.unit_config'],
    ]);
  });

  it('is ignored beside the right one, with a warning', () => {
    const price = { model_type: 'unit', unit_config, bulk_config: { tiers: [] } } as const;
    expect(warningsOf(price)).toEqual([
      'warning invalid_price_config price.bulk_config: is of the model bulk, but the price is of "unit"; name the one, or give the other\'s',
    ]);
    expect(ratePrice(price as PriceInput, { quantity: 2 }).subtotal).toBe('2');
  });

  it('is no concern where a price says nothing under it, or converts', () => {
    const conversion_rate_config = { conversion_rate_type: 'unit', unit_config };
    expect(checkPrice({ model_type: 'unit', unit_config, tiered_config: null, conversion_rate_config })).toEqual([]);
  });
});
