import { identity } from '../../../identity/index.js';
import { formatInstant } from '../../../time/index.js';
import type { Reading } from './reading.js';

/**
 * The id of a price or an adjustment that a request adds by itself: of its subscription, its instant and its place in the
 * request. What another request of the same instant added keeps its id, so that this one is numbered behind it.
 */
export function addedId(kind: 'price' | 'adjustment', position: number, { timeline, asked_at }: Reading): string {
  const id = (place: number): string => identity(kind, timeline.id, 'interval', formatInstant(asked_at), String(place));
  const taken = new Set(
    kind === 'price'
      ? timeline.prices.map(({ price }) => price.id)
      : timeline.adjustments.map(({ adjustment }) => adjustment.id),
  );
  let before = 0;
  while (taken.has(id(before + 1))) before += 1;
  return id(before + position + 1);
}
