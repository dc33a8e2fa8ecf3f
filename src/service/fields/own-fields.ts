import type { LegacyModelType } from '../../wire/index.js';

// What prices may say beside what the API description knows of requests, in the notation of `request-fields.json`: the
// credits that a price grants, which it describes in answers alone, and the three models that it has left out.

/** Further fields of every price that a request describes. */
export const ownPriceFields = 'credit_allocation:own.credit_allocation';

/** Further models of every price that a request describes. */
export const ownModels: { readonly [M in LegacyModelType]: string } = {
  bps: 'bps_config:own.bps_config',
  bulk_bps: 'bulk_bps_config:own.bulk_bps_config',
  tiered_bps: 'tiered_bps_config:own.tiered_bps_config',
};

/** The shapes that these name. */
export const ownShapes = {
  'own.credit_allocation':
    'currency allows_rollover license_type_id custom_expiration:own.credit_allocation.custom_expiration filters:own.credit_allocation.filters',
  'own.credit_allocation.custom_expiration': 'duration duration_unit',
  'own.credit_allocation.filters': 'field operator values',
  'own.bps_config': 'bps per_unit_maximum',
  'own.bulk_bps_config': 'tiers:own.bulk_bps_config.tiers',
  'own.bulk_bps_config.tiers': 'bps per_unit_maximum maximum_amount',
  'own.tiered_bps_config': 'tiers:own.tiered_bps_config.tiers',
  'own.tiered_bps_config.tiers': 'bps per_unit_maximum minimum_amount maximum_amount',
};
