import type { PlanInput } from 'reckoner';

/**
 * The plans that the page comes with: three ways to sell the same two things, so that they can be
 * compared, and one of usage by groups and of single events.
 */
export const bundledPlans: readonly (PlanInput & { readonly id: string; readonly name: string })[] = [
  {
    id: 'payg',
    name: 'Pay as you go',
    currency: 'USD',
    prices: [
      {
        id: 'payg-calls',
        name: 'API calls',
        item_id: 'calls',
        billable_metric_id: 'calls',
        model_type: 'tiered',
        tiered_config: {
          tiers: [
            { first_unit: 0, last_unit: 10_000, unit_amount: '0.010' },
            { first_unit: 10_000, last_unit: 50_000, unit_amount: '0.007' },
            { first_unit: 50_000, last_unit: null, unit_amount: '0.005' },
          ],
        },
      },
      {
        id: 'payg-storage',
        name: 'Storage, GB',
        item_id: 'storage',
        billable_metric_id: 'storage',
        model_type: 'unit',
        unit_config: { unit_amount: '0.12' },
      },
    ],
  },
  {
    id: 'team',
    name: 'Team',
    currency: 'USD',
    prices: [
      { id: 'team-fee', name: 'Base fee', item_id: 'fee', model_type: 'unit', unit_config: { unit_amount: '49.00' } },
      {
        id: 'team-seats',
        name: 'Seats',
        item_id: 'seats',
        model_type: 'unit',
        unit_config: { unit_amount: '9.00' },
        fixed_price_quantity: 3,
      },
      {
        id: 'team-calls',
        name: 'API calls',
        item_id: 'calls',
        billable_metric_id: 'calls',
        model_type: 'tiered',
        tiered_config: {
          tiers: [
            { first_unit: 0, last_unit: 10_000, unit_amount: '0' },
            { first_unit: 10_000, last_unit: null, unit_amount: '0.004' },
          ],
        },
      },
      {
        id: 'team-storage',
        name: 'Storage, GB',
        item_id: 'storage',
        billable_metric_id: 'storage',
        model_type: 'package',
        package_config: { package_amount: '8.00', package_size: 100 },
      },
    ],
  },
  {
    id: 'scale',
    name: 'Scale, paid yearly',
    currency: 'USD',
    prices: [
      {
        id: 'scale-fee',
        name: 'Base fee',
        item_id: 'fee',
        cadence: 'annual',
        model_type: 'unit',
        unit_config: { unit_amount: '1788.00' },
      },
      {
        id: 'scale-seats',
        name: 'Seats',
        item_id: 'seats',
        model_type: 'unit',
        unit_config: { unit_amount: '6.00' },
        fixed_price_quantity: 3,
      },
      {
        id: 'scale-calls',
        name: 'API calls',
        item_id: 'calls',
        billable_metric_id: 'calls',
        model_type: 'bulk',
        bulk_config: {
          tiers: [{ maximum_units: 50_000, unit_amount: '0.003' }, { unit_amount: '0.002' }],
        },
      },
      {
        id: 'scale-storage',
        name: 'Storage, GB',
        item_id: 'storage',
        billable_metric_id: 'storage',
        model_type: 'unit',
        unit_config: { unit_amount: '0.05' },
      },
    ],
  },
  {
    id: 'cloud',
    name: 'Cloud, by machine and payment',
    currency: 'USD',
    prices: [
      {
        id: 'cloud-compute',
        name: 'Compute hours',
        item_id: 'compute',
        billable_metric_id: 'compute',
        model_type: 'matrix',
        matrix_config: {
          dimensions: ['machine', 'region'],
          default_unit_amount: '0.10',
          matrix_values: [
            { dimension_values: ['small', 'eu'], unit_amount: '0.05' },
            { dimension_values: ['large', 'eu'], unit_amount: '0.22' },
            { dimension_values: ['large', 'us'], unit_amount: '0.19' },
          ],
        },
      },
      {
        id: 'cloud-payments',
        name: 'Card payments',
        item_id: 'payments',
        billable_metric_id: 'payments',
        model_type: 'bps',
        bps_config: { bps: 190, per_unit_maximum: '5.00' },
      },
    ],
  },
];

/** The choice that stands for the plan in the text field. */
export const ownPlan = 'own';
