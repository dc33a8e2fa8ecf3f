import { isZero, maximum, multiply, one, type Decimal } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge } from '../charge.js';
import { readAmount, readList, readValue, reportRepeated } from '../parts/config.js';
import { groupName, groupsByFirst } from '../parts/groups.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** Σ q · max(rate of the pricing value · factor of the scaling value, minimum rate): the floor is per unit (F8). */
export function groupedWithMeteredMinimum(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const grouping_keys = [key, requiredText(config, 'pricing_key'), requiredText(config, 'scaling_key')];
  const factors = readRates(config, 'scaling_factors', ['scaling_value', 'scaling_factor']);
  const rates = readRates(config, 'unit_amounts', ['pricing_value', 'unit_amount']);
  const floor = readAmount(config, 'minimum_unit_amount');
  const rateOf = (pricing: unknown, scaling: unknown): Decimal => {
    const rate = rates.get(pricing);
    // An unknown pricing value costs the minimum; an unknown scaling value scales by one (F8).
    return rate === undefined ? floor : maximum(multiply(rate, factors.get(scaling) ?? one), floor);
  };
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys,
    charges: ({ groups }) =>
      groupsByFirst(groups).flatMap(({ value, groups: own }) => {
        const quantity = sumQuantities(own);
        if (isZero(quantity)) return [];
        const parts = own.map(({ grouping_values: [pricing = null, scaling = null], quantity: units }) =>
          part(`${groupName(pricing)}, ${groupName(scaling)}`, units, rateOf(pricing, scaling)),
        );
        return [rowCharge({ name: groupName(value), quantity, grouping: { key, value } }, ...parts)];
      }),
  };
}

/** Reads a list of values, each once, with a decimal of their own. */
function readRates(
  config: Fields,
  list: string,
  [value_key, rate_key]: readonly [string, string],
): ReadonlyMap<unknown, Decimal> {
  const rates = new Map<unknown, Decimal>();
  for (const row of readList(config, list)) {
    const value = readValue(row, value_key);
    if (rates.has(value)) reportRepeated(row, value_key, value);
    rates.set(value, readAmount(row, rate_key));
  }
  return rates;
}
