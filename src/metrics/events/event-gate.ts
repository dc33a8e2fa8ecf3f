import { pathAt, refuse, type Issues } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { checkEvent } from './check-event.js';
import type { SeenEvents } from './seen-events.js';

/**
 * The instant of an event that counts; null for one that does not: a deprecated one (§3 "Deprecate") or, with `seen`, a
 * repeat. Refuses a bad event, and with `seen` one whose key came with another body; nothing has changed then.
 */
export function admitEvent(event: EventInput, position: number | null, seen: SeenEvents | null): Instant | null {
  const issues: Issues = [];
  const at = checkEvent(event, '', issues);
  if (at === undefined) return refuseEvent(event, position);
  if (event.deprecated === true) return null;
  return seen === null || seen.admit(event, at) ? at : null;
}

// The path is written only now, because a text per event is what a stream of good events would pay for.
function refuseEvent(event: EventInput, position: number | null): null {
  const issues: Issues = [];
  checkEvent(event, position === null ? '' : pathAt('events', position), issues);
  refuse(issues);
  return null;
}

/** Adds the events in turn, each under its position, which a refusal names. */
export function addEach(events: Iterable<EventInput>, add: (event: EventInput, position: number) => void): void {
  let position = 0;
  for (const event of events) {
    add(event, position);
    position += 1;
  }
}
