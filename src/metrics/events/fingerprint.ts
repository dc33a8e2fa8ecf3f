import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { byCodeUnit, inOrder } from '../order.js';

/**
 * A 53-bit hash of an event's body by value: name, instant (not its text), customer and properties in any order, where
 * 1 differs from "1", and null from absent. Eight bytes per key instead of the whole body; two different bodies under one
 * key are taken for the same once in 2^53 times.
 */
export function fingerprintOf(event: EventInput, at: Instant): number {
  const { event_name: name, customer_id: customer, external_customer_id: external, properties } = event;
  const keys = inOrder(Object.keys(properties), byCodeUnit);
  const body = [name, at, customer ?? null, external ?? null, ...keys.flatMap((key) => [key, properties[key]])];
  return hashOf(JSON.stringify(body));
}

// Two multiplicative hashes of 32 bits each, mixed into one another (cyrb53); of the second, 21 bits are kept.
function hashOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
