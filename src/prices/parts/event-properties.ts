import type { GroupValue, UsageEvent } from '../usage.js';

/** The value of an event's own property; null where there is none, or what it holds is no plain value. */
export function propertyOf({ properties }: UsageEvent, key: string): GroupValue {
  const value = Object.hasOwn(properties, key) ? properties[key] : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
