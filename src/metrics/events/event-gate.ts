import { pathAt, refuse, type Issues } from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { checkEvent, isSound } from './check-event.js';
import { createSeenEvents, type SeenEvents } from './seen-events.js';

/** The door through which events come in. */
export type EventGate = {
  /**
   * The instant of an event that counts; null for one that does not: a deprecated one (§3 "Deprecate") or, with `dedupe`,
   * a repeat. Refuses a bad event, or one whose key came with another body, under its position if it has one.
   */
  readonly admit: (event: EventInput, position: number | null) => Instant | null;
  readonly seen: SeenEvents | null;
};

export function createEventGate(settings: { readonly dedupe?: boolean | undefined }): EventGate {
  const seen = settings.dedupe === true ? createSeenEvents() : null;
  // Good events never write to it; it saves them an allocation each.
  const faults: Issues = [];
  return {
    seen,
    admit: (event, position) => {
      // The straight way for what nearly every event is; whatever is unusual is looked at properly, and may still pass.
      const instant = isSound(event) ? readInstant(event.timestamp, '', faults) : undefined;
      const at = instant ?? inspectEvent(event, position);
      if (at === undefined || event.deprecated === true) return null;
      return seen === null || seen.admit(event, at) ? at : null;
    },
  };
}

// The path is written only here, because a text per event is what a stream of good events would pay for.
function inspectEvent(event: EventInput, position: number | null): Instant | undefined {
  const issues: Issues = [];
  const at = checkEvent(event, position === null ? '' : pathAt('events', position), issues);
  refuse(issues);
  return at;
}

/** Adds the events in turn, each under its position, which a refusal names. */
export function addEach(events: Iterable<EventInput>, add: (event: EventInput, position: number) => void): void {
  let position = 0;
  for (const event of events) {
    add(event, position);
    position += 1;
  }
}
