import type { CustomerInput, PlanInput } from '../../../src/index.js';
import { frozen } from '../../support/frozen.js';

/** A customer in a zone with daylight saving. */
export const customer: CustomerInput = frozen({ id: 'acme', currency: 'USD', timezone: 'America/New_York' });

/** A fixed fee of 60.00 in advance, five seats in arrears, a yearly fee, and usage: every way to be billed. */
export const team: PlanInput = frozen({
  id: 'team',
  name: 'Team',
  external_plan_id: 'plan-team',
  version: 1,
  prices: [
    { id: 'base', name: 'Base', model_type: 'unit', unit_config: { unit_amount: '60.00' }, cadence: 'monthly' },
    {
      id: 'seats',
      name: 'Seats',
      model_type: 'unit',
      unit_config: { unit_amount: '12.00' },
      fixed_price_quantity: 5,
      billing_mode: 'in_arrear',
      cadence: 'monthly',
    },
    { id: 'support', name: 'Support', model_type: 'unit', unit_config: { unit_amount: '1200.00' }, cadence: 'annual' },
    {
      id: 'calls',
      name: 'Calls',
      model_type: 'unit',
      unit_config: { unit_amount: '0.01' },
      billable_metric: { id: 'calls-metric' },
      cadence: 'monthly',
    },
  ],
  adjustments: [
    { id: 'ten', adjustment_type: 'percentage_discount', percentage_discount: 0.1, applies_to_price_ids: ['base'] },
    { id: 'floor', adjustment_type: 'minimum', minimum_amount: '10.00', applies_to_price_ids: ['calls'] },
  ],
});

/** A month of ramp-up, then two quarters, then for good. */
export const phased: PlanInput = frozen({
  id: 'phased',
  name: 'Phased',
  plan_phases: [
    { order: 1, duration: 1, duration_unit: 'monthly' },
    { order: 2, duration: 2, duration_unit: 'quarterly' },
    { order: 3, duration: null, duration_unit: null },
  ],
  prices: [
    {
      plan_phase_order: 1,
      price: { id: 'low', name: 'Low', model_type: 'unit', unit_config: { unit_amount: '10.00' } },
    },
    {
      plan_phase_order: 2,
      price: { id: 'mid', name: 'Mid', model_type: 'unit', unit_config: { unit_amount: '20.00' } },
    },
    {
      plan_phase_order: 3,
      price: { id: 'high', name: 'High', model_type: 'unit', unit_config: { unit_amount: '30.00' } },
    },
    { id: 'all', name: 'All', model_type: 'unit', unit_config: { unit_amount: '1.00' } },
  ],
});

/** Twice the price, with a trial of its own. */
export const business: PlanInput = frozen({
  id: 'business',
  name: 'Business',
  prices: [
    {
      id: 'business-base',
      name: 'Base',
      model_type: 'unit',
      unit_config: { unit_amount: '120.00' },
      cadence: 'monthly',
    },
    {
      id: 'business-calls',
      name: 'Calls',
      model_type: 'unit',
      unit_config: { unit_amount: '0.008' },
      billable_metric: { id: 'calls-metric' },
      cadence: 'monthly',
    },
  ],
});

/** The next version of the team plan: the seats are replaced, support is gone. */
export const teamTwo: PlanInput = frozen({
  ...team,
  version: 2,
  prices: [
    ...team.prices.filter((price) => 'id' in price && (price.id === 'base' || price.id === 'calls')),
    {
      id: 'seats-2',
      name: 'Seats',
      replaces_price_id: 'seats',
      model_type: 'unit',
      unit_config: { unit_amount: '13.00' },
      fixed_price_quantity: 5,
      billing_mode: 'in_arrear',
      cadence: 'monthly',
    },
  ],
});

/** The version after that: the seats of the second are replaced once more. */
export const teamThree: PlanInput = frozen({
  ...teamTwo,
  version: 3,
  prices: [
    ...team.prices.filter((price) => 'id' in price && (price.id === 'base' || price.id === 'calls')),
    {
      id: 'seats-3',
      replaces_price_id: 'seats-2',
      name: 'Seats',
      model_type: 'unit',
      unit_config: { unit_amount: '16.00' },
      fixed_price_quantity: 5,
      billing_mode: 'in_arrear',
      cadence: 'monthly',
    },
  ],
});
