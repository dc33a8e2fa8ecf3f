import { identity } from '../../../identity/index.js';
import type { Timeline } from '../../../subscriptions/index.js';
import type { Offering } from './offering.js';

/**
 * The id of a price or an adjustment that a request writes out beside a plan: of its subscription, what is done with it and
 * its place in the request. What an earlier request put in the same place keeps its id, so that a later one is counted.
 */
export function offeredId(
  kind: 'price' | 'adjustment',
  parts: readonly string[],
  { subscription_id, taken }: Offering,
): string {
  const id = (time: number): string => identity(kind, subscription_id, ...parts, ...(time === 1 ? [] : [String(time)]));
  let time = 1;
  while (taken.has(id(time))) time += 1;
  return id(time);
}

/** The ids that prices and adjustments of a subscription have. */
export function takenIds({ prices, adjustments }: Pick<Timeline, 'prices' | 'adjustments'>): ReadonlySet<string> {
  return new Set([...prices.map(({ price }) => price.id), ...adjustments.map(({ adjustment }) => adjustment.id)]);
}
