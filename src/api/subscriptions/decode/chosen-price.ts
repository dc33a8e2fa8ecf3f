import { isGiven, openChild, pathOf, problem, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { SubscribedPrice } from '../../../subscriptions/index.js';
import { readAllocationPrice } from './allocation-price.js';
import { readNewPrice, type PriceContext } from './new-price.js';
import { findPrice } from './offering.js';

const ways = ['price_id', 'external_price_id', 'price', 'allocation_price'] as const;

/** Whether an entry names or writes out any price. */
export function choosesPrice(entry: Fields): boolean {
  return ways.some((way) => isGiven(valueAt(entry, way)));
}

/**
 * Reads the price of an entry: exactly one of an id, an external id, a price written out, and an allocation (§9.1); a fetched
 * price beside its own id is one.
 */
export function readChosenPrice(
  entry: Fields,
  known: readonly SubscribedPrice[],
  context: PriceContext,
): SubscribedPrice | null {
  const given = ways.filter((way) => isGiven(valueAt(entry, way)));
  const [way] = given;
  if (given.length !== 1 || way === undefined) {
    const stated = given.length === 0 ? 'names no price' : `names its price by ${given.join(' and ')}`;
    const message = `${stated}; give exactly one of ${ways.join(', ')}`;
    entry.issues.push(problem(pathOf(entry.place), 'price_reference', message));
    return null;
  }
  return way === 'price' || way === 'allocation_price'
    ? readWritten(entry, way, context)
    : readNamed(entry, way, known);
}

function readWritten(entry: Fields, way: 'price' | 'allocation_price', context: PriceContext): SubscribedPrice | null {
  const fields = openChild(entry, way);
  if (fields === null) return null;
  return way === 'price' ? readNewPrice(fields, context) : readAllocationPrice(fields, context);
}

function readNamed(entry: Fields, way: string, known: readonly SubscribedPrice[]): SubscribedPrice | null {
  const price = findPrice(known, valueAt(entry, way));
  if (price !== undefined) return price;
  const message = `is ${shown(entry.value[way])}, which is not among the prices given; add it to prices`;
  entry.issues.push(problem(`${pathOf(entry.place)}.${way}`, 'price_reference', message));
  return null;
}
