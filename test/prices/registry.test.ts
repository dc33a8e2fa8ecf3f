import { describe, expect, it } from 'vitest';
import { priceModels as publicList, ratePrice, type PriceInput } from 'reckoner';
import { isRatedModelType, priceModels, type RatedModelType, type UnratedModelType } from '../../src/prices/index.js';
import { refusal } from '../support/refusal.js';

/** Every name of the wire's 38, on the side where it stands; neither list can miss or repeat one and still compile. */
const rated = {
  unit: true,
  tiered: true,
  bulk: true,
  package: true,
  matrix: true,
  tiered_package: true,
  grouped_tiered: true,
  threshold_total_amount: true,
} satisfies Record<RatedModelType, true>;

const unrated = {
  bps: true,
  bulk_bps: true,
  bulk_with_filters: true,
  bulk_with_proration: true,
  cumulative_grouped_allocation: true,
  cumulative_grouped_bulk: true,
  daily_credit_allowance: true,
  event_output: true,
  grouped_allocation: true,
  grouped_tiered_matrix: true,
  grouped_tiered_package: true,
  grouped_with_metered_minimum: true,
  grouped_with_min_max_thresholds: true,
  grouped_with_prorated_minimum: true,
  matrix_with_allocation: true,
  matrix_with_display_name: true,
  matrix_with_threshold_discounts: true,
  max_group_tiered_package: true,
  metered_allowance: true,
  minimum_composite: true,
  package_with_allocation: true,
  percent: true,
  scalable_matrix_with_tiered_pricing: true,
  scalable_matrix_with_unit_pricing: true,
  tiered_bps: true,
  tiered_package_with_minimum: true,
  tiered_with_minimum: true,
  tiered_with_proration: true,
  unit_with_percent: true,
  unit_with_proration: true,
} satisfies Record<UnratedModelType, true>;

describe('the registry of price models', () => {
  it('holds the models that are rated, each under its own name', () => {
    expect(Object.keys(priceModels).sort()).toEqual(Object.keys(rated).sort());
    for (const [name, model] of Object.entries(priceModels)) expect(model.model_type).toBe(name);
    expect(publicList().map((model) => model.model_type)).toEqual(Object.keys(priceModels));
  });

  it.each(Object.keys(unrated))('refuses %s, which is not rated yet, instead of billing it wrongly', (model_type) => {
    expect(isRatedModelType(model_type)).toBe(false);
    const price = { model_type, [`${model_type}_config`]: {} } as unknown as PriceInput;
    expect(refusal(() => ratePrice(price, { quantity: 1 })).code).toBe('unknown_model_type');
  });

  it.each(['__proto__', 'constructor', 'toString', '', 'Unit'])('knows no model called %s', (name) => {
    expect(isRatedModelType(name)).toBe(false);
  });
});
