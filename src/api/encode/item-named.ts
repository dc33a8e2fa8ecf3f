import { isObject } from '../../errors/index.js';
import type { Price, Writable } from '../../wire/index.js';

/** A price that shows its item by the name that the item has, where it is among those given. */
export function itemNamed(price: Writable<Price>, items: unknown): Writable<Price> {
  const known = Array.isArray(items) ? (items as readonly unknown[]).filter(isObject) : [];
  const item = known.find(({ id }) => id === price.item.id);
  return typeof item?.['name'] === 'string' ? { ...price, item: { id: price.item.id, name: item['name'] } } : price;
}
