import { toDecimal, toNumber } from '../../decimal/index.js';
import { formatInstant, type Instant } from '../../time/index.js';
import type { Cadence, Price, PriceType, Writable } from '../../wire/index.js';
import type { ListedPrice } from '../decode/price-list.js';
import { encodeConfig } from './price-config.js';

const months: { readonly [C in Cadence]: number } = {
  one_time: 1,
  monthly: 1,
  quarterly: 3,
  semi_annual: 6,
  annual: 12,
  custom: 1,
};

/** What the document of a price needs beyond what was given. */
export type PriceDefaults = { readonly price_type: PriceType; readonly currency: string; readonly created_at: Instant };

/**
 * Writes the complete price document that a line item shows: what was given, and Orb's defaults for the rest.
 *
 * A fetched price comes out as it went in; a create body gains the keys that Orb would fill.
 */
export function encodePrice(price: ListedPrice, defaults: PriceDefaults): Writable<Price> {
  const { billable_metric_id: _metric, item_id, billed_in_advance, ...given } = price.document;
  const cadence = given.cadence ?? 'monthly';
  const advance = defaults.price_type === 'fixed_price' && billed_in_advance !== false;
  const filled = {
    id: price.id,
    name: price.name,
    external_price_id: null,
    replaces_price_id: null,
    price_type: defaults.price_type,
    created_at: formatInstant(defaults.created_at),
    cadence,
    billing_mode: advance ? 'in_advance' : 'in_arrear',
    billing_cycle_configuration: { duration: months[cadence], duration_unit: 'month' },
    invoicing_cycle_configuration: null,
    billable_metric: price.metric_id === null ? null : { id: price.metric_id },
    dimensional_price_configuration: null,
    fixed_price_quantity: null,
    plan_phase_order: null,
    currency: defaults.currency,
    conversion_rate: null,
    conversion_rate_config: null,
    item: { id: item_id ?? price.id, name: price.name },
    credit_allocation: null,
    composite_price_filters: null,
    invoice_grouping_key: null,
    license_type: null,
    discount: null,
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
    metadata: {},
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const { conversion_rate = null, conversion_rate_config = null, model_type } = given;
  const config = `${model_type}_config`;
  const figures = {
    conversion_rate: conversion_rate === null ? null : toNumber(toDecimal(conversion_rate)),
    conversion_rate_config: conversion_rate_config && encodeConfig(conversion_rate_config, 'tiered'),
    [config]: encodeConfig(Reflect.get(given, config), model_type),
  };
  return { ...filled, ...structuredClone(Object.fromEntries(said)), ...figures } as unknown as Writable<Price>;
}
