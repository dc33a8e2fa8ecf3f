import type { EventProperties, LoggedEvent } from '../wire/index.js';
import type { Instant } from '../time/index.js';

type Body = { readonly event: LoggedEvent; readonly at: Instant };

/** Whether two events say the same by value: the instant and not its text, properties in any order (§3 "Dedupe"). */
export function isSameBody(one: Body, other: Body): boolean {
  const [a, b] = [one.event, other.event];
  if (a.event_name !== b.event_name || one.at !== other.at) return false;
  if (a.customer_id !== b.customer_id || a.external_customer_id !== b.external_customer_id) return false;
  return hasSameProperties(a.properties, b.properties);
}

function hasSameProperties(one: EventProperties, other: EventProperties): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key]);
}
