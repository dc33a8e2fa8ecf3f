import { isGiven, openFields, placeOf, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import { readMeteredUsage, unmetered, type MeteredUsage, type UsageDetail } from '../../usage/decode/metered-usage.js';

/**
 * Reads the usage of each price, in their order, by id or alias: every entry must belong to a price, every usage price must
 * have an entry.
 */
export function readUsageByPrice(
  usage: Fields,
  prices: readonly ListedPrice[],
  detail: UsageDetail,
): readonly MeteredUsage[] {
  reportStray(usage, prices);
  return prices.map((price) => {
    const key = keyOf(usage.value, price);
    const given = valueAt(usage, key);
    if (!isGiven(given)) reportMissing(usage, key, price);
    const entry = isGiven(given) ? openFields(given, placeOf(key, usage.place), usage) : null;
    return entry === null ? unmetered : readMeteredUsage(entry, price, detail);
  });
}

function keyOf(usage: Readonly<Record<string, unknown>>, { id, external_id }: ListedPrice): string {
  return external_id !== null && !Object.hasOwn(usage, id) && Object.hasOwn(usage, external_id) ? external_id : id;
}

/** Usage that no price takes would vanish from the bill. */
function reportStray(usage: Fields, prices: readonly ListedPrice[]): void {
  const keys = Object.keys(usage.value);
  // Ids and aliases are each of one price, so that no key is left over where as many are found.
  if (keys.length === countNamed(usage, prices)) return;
  const known = new Set<string | null>();
  for (const { id, external_id } of prices) known.add(id).add(external_id);
  for (const key of keys) {
    if (known.has(key)) continue;
    const names = prices.slice(0, 10).map((price) => shown(price.id));
    const message = `belongs to no price; the prices are ${names.join(', ')}`;
    report(usage, key, { code: 'price_reference', message });
  }
}

function countNamed({ value }: Fields, prices: readonly ListedPrice[]): number {
  let count = 0;
  for (const { id, external_id } of prices) {
    if (Object.hasOwn(value, id)) count += 1;
    if (external_id !== null && external_id !== id && Object.hasOwn(value, external_id)) count += 1;
  }
  return count;
}

/** A price billed by usage without any is not a price of zero: the usage may have been forgotten. */
function reportMissing(usage: Fields, key: string, { prepared }: ListedPrice): void {
  if (prepared.price_type !== 'usage_price') return;
  const { shape } = prepared.plan;
  const form = shape === 'quantity' ? "{ quantity: '0' }" : `{ ${shape}: [] }`;
  report(usage, key, { code: 'missing_field', message: `is missing; give what was used, or ${form} for nothing` });
}
