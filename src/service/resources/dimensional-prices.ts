import { fail, isObject, shown } from '../../errors/index.js';
import type { DimensionalPriceGroup, Price } from '../../wire/index.js';
import type { Call } from '../call.js';
import { groupOf } from '../subscriptions/price-groups.js';

/**
 * Prices as their places in dimensional price groups complete them (§2): the group called by its own id, and the metric
 * that it divides. A group that there is not, or values that do not fit its dimensions, are refused here, not at the first
 * bill.
 */
export async function placedInGroups<P extends Price>(call: Call, prices: readonly P[]): Promise<P[]> {
  const placed: P[] = [];
  for (const [position, price] of prices.entries()) {
    const { dimensional_price_configuration: configuration } = price;
    const path = `body.prices[${position}]`;
    if (!isObject(configuration)) {
      placed.push(price);
      continue;
    }
    placed.push(placedIn((await groupOf(call, configuration)) ?? refuseNameless(path), price, path));
  }
  return placed;
}

function refuseNameless(path: string): never {
  const message = 'names no group; give dimensional_price_group_id or external_dimensional_price_group_id';
  return fail(`${path}.dimensional_price_configuration`, 'missing_field', message);
}

function placedIn<P extends Price>(group: DimensionalPriceGroup, price: P, path: string): P {
  const dimension_values = valuesOf(price, group, `${path}.dimensional_price_configuration.dimension_values`);
  const { id: dimensional_price_group_id, billable_metric_id } = group;
  const own = price.billable_metric;
  if (own !== null && own.id !== billable_metric_id) {
    const message = `is ${shown(own.id)}, but the group ${shown(group.id)} divides ${shown(billable_metric_id)}; leave it out`;
    fail(`${path}.billable_metric_id`, 'invalid_reference', message);
  }
  return {
    ...price,
    billable_metric: { id: billable_metric_id },
    dimensional_price_configuration: { dimensional_price_group_id, dimension_values },
  };
}

function valuesOf(
  { dimensional_price_configuration: configuration }: Price,
  { dimensions }: DimensionalPriceGroup,
  path: string,
): readonly string[] {
  const values: unknown = configuration?.dimension_values;
  const isList = Array.isArray(values) && values.every((value) => typeof value === 'string');
  if (isList && values.length === dimensions.length) return values;
  const message = `is ${shown(values)}; the group divides usage by ${dimensions.join(' and ')}, so give a text for each`;
  return fail(path, 'invalid_price_config', message);
}
