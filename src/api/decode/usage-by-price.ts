import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import type { Usage } from '../../prices/index.js';
import type { UsageByPrice, UsageInput } from '../inputs.js';
import { readFields } from './fields.js';
import type { ListedPrice } from './price-list.js';
import { readUsage } from './usage.js';

/** Reads usage by price id or alias: every entry must belong to a price, every usage price must have an entry. */
export function readUsageByPrice(
  input: UsageByPrice,
  prices: readonly ListedPrice[],
  issues: Issues,
): ReadonlyMap<string, Usage | null> {
  const fields = readFields(input, 'usage', issues);
  reportStray(Object.keys(fields.value), prices, issues);
  return new Map(
    prices.map((price) => {
      const key = keyOf(fields.value, price);
      const path = pathAt('usage', key);
      const entry = Object.hasOwn(fields.value, key) ? (fields.value[key] as UsageInput) : null;
      if (entry === null) reportMissing(price, path, issues);
      return [price.id, readUsage(entry, price.prepared, { path, issues })];
    }),
  );
}

function keyOf(usage: Readonly<Record<string, unknown>>, { id, external_id }: ListedPrice): string {
  return external_id !== null && !Object.hasOwn(usage, id) && Object.hasOwn(usage, external_id) ? external_id : id;
}

/** Usage that no price takes would vanish from the bill. */
function reportStray(keys: readonly string[], prices: readonly ListedPrice[], issues: Issues): void {
  const known = new Set(prices.flatMap(({ id, external_id }) => [id, external_id]));
  for (const key of keys) {
    if (known.has(key)) continue;
    const names = prices
      .slice(0, 10)
      .map((price) => shown(price.id))
      .join(', ');
    issues.push(problem(pathAt('usage', key), 'price_reference', `belongs to no price; the prices are ${names}`));
  }
}

/** A price billed by usage without any is not a price of zero: the usage may have been forgotten. */
function reportMissing({ prepared }: ListedPrice, path: string, issues: Issues): void {
  if (prepared.price_type !== 'usage_price') return;
  const form = prepared.plan.shape === 'groups' ? '{ groups: [] }' : "{ quantity: '0' }";
  issues.push(problem(path, 'missing_field', `is missing; give what was used, or ${form} for nothing`));
}
