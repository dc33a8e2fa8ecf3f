import { invariant, pathAt, refuse, refuseUniterable, type Issues } from '../../errors/index.js';
import { isWithinYears, type Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import { checkEvent, isSound } from './check-event.js';
import { noEvents, type EventCounts, type EventOutcome } from './outcome.js';
import { createTimeReader } from './event-time.js';
import { createSeenEvents, type SeenEvents } from './seen-events.js';

/** The door through which events come in. */
export type EventGate = {
  /** The instant of a sound event; refuses a bad one, under its position if it has one. */
  readonly instantOf: (event: EventInput, position: number | null) => Instant;
  /**
   * Why a sound event does not count, or null if it may: a deprecated one (§3 "Deprecate") or, with `dedupe`, a repeat.
   * Refuses one whose key came with another body.
   */
  readonly passOver: (event: EventInput, at: Instant) => 'deprecated' | 'repeat' | null;
  readonly seen: SeenEvents | null;
};

export function createEventGate(settings: { readonly dedupe?: boolean | undefined }): EventGate {
  const seen = settings.dedupe === true ? createSeenEvents() : null;
  const timeOf = createTimeReader();
  return {
    seen,
    instantOf: (event, position) => {
      // The straight way for what nearly every event is; whatever is unusual is looked at properly, and may still pass.
      const at = isSound(event) ? timeOf(event.timestamp) : Number.NaN;
      return isWithinYears(at) ? at : inspectEvent(event, position);
    },
    passOver: (event, at) => {
      if (event.deprecated === true) return 'deprecated';
      return seen === null || seen.admit(event, at) ? null : 'repeat';
    },
  };
}

// The path is written only here, because a text per event is what a stream of good events would pay for.
function inspectEvent(event: EventInput, position: number | null): Instant {
  const issues: Issues = [];
  const at = checkEvent(event, position === null ? '' : pathAt('events', position), issues);
  refuse(issues);
  invariant(at !== undefined, 'an event without a fault has an instant');
  return at;
}

/** Adds the events in turn, each under its position, which a refusal names; returns how many came to which outcome. */
export function addEach(
  events: Iterable<EventInput>,
  add: (event: EventInput, position: number) => EventOutcome,
): EventCounts {
  refuseUniterable(events, 'events', 'events');
  const counts: { -readonly [O in EventOutcome]: EventCounts[O] } = { ...noEvents };
  let position = 0;
  let last: EventOutcome = 'counted';
  let run = 0;
  for (const event of events) {
    const outcome = add(event, position);
    // Events mostly come to what the one before came to, and to look a counter up by name costs as much as a filter.
    if (outcome !== last) {
      counts[last] += run;
      last = outcome;
      run = 0;
    }
    run += 1;
    position += 1;
  }
  counts[last] += run;
  return counts;
}
