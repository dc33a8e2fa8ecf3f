import { isObject } from '../../errors/index.js';
import type { LicenseType } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';

// Where requests hold prices: plans, their versions, subscriptions, and the intervals that are added to them.
const listsOfPrices: ReadonlySet<string> = new Set(['prices', 'add_prices', 'replace_prices', 'add']);
const wrappings = ['price', 'license_allocation_price'] as const;

/** A request whose prices name licence types by their ids, with these types whole, as price documents show them. */
export async function withLicenseTypes<R extends object>(call: Call, request: R): Promise<R> {
  const lists: (readonly [key: string, entries: readonly unknown[]])[] = [];
  for (const [key, value] of Object.entries(request) as (readonly [string, unknown])[]) {
    if (!listsOfPrices.has(key) || !Array.isArray(value)) continue;
    const entries: unknown[] = [];
    for (const entry of value as readonly unknown[]) entries.push(await entryWithType(call, entry));
    lists.push([key, entries]);
  }
  return lists.length === 0 ? request : { ...request, ...Object.fromEntries(lists) };
}

/** A price body that names a licence type, with the type whole; one that there is not is refused. */
export async function withLicenseType<P extends object>(call: Call, price: P): Promise<P> {
  const type = await typeOf(call, price);
  return type === null ? price : { ...price, license_type: type };
}

async function entryWithType(call: Call, entry: unknown): Promise<unknown> {
  if (!isObject(entry)) return entry;
  for (const key of wrappings) {
    const price = entry[key];
    if (isObject(price)) return { ...entry, [key]: await withLicenseType(call, price) };
  }
  // An allocation keeps the bare id; credits for licences of a type that there is not would be granted to nobody.
  if (isObject(entry['allocation_price'])) await typeOf(call, entry['allocation_price']);
  return 'model_type' in entry ? withLicenseType(call, entry) : entry;
}

async function typeOf(call: Call, price: object): Promise<LicenseType | null> {
  const id: unknown = 'license_type_id' in price ? price.license_type_id : null;
  return typeof id === 'string' ? (await needKept(call, 'license_type', id)).document : null;
}
