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

type Add = (event: EventInput, position: number) => EventOutcome;

/** Adds the events in turn, each under its position, which a refusal names; returns how many came to which outcome. */
export function addEach(events: Iterable<EventInput>, add: Add): EventCounts {
  refuseUniterable(events, 'events', 'events');
  const tally: Tally = { add, counts: { ...noEvents }, last: 'counted', run: 0 };
  if (isPlainList(events)) for (let from = 0; from < events.length; from += atOnce) addSome(events, from, tally);
  else addOneByOne(events, tally);
  tally.counts[tally.last] += tally.run;
  return tally.counts;
}

type Tally = {
  readonly add: Add;
  readonly counts: { -readonly [O in EventOutcome]: EventCounts[O] };
  /** What the last event came to, and how many in a row. */
  last: EventOutcome;
  run: number;
};

function take(tally: Tally, event: EventInput, position: number): void {
  const outcome = tally.add(event, position);
  // Events mostly come to what the one before came to, and to look a counter up by name costs as much as a filter.
  if (outcome !== tally.last) {
    tally.counts[tally.last] += tally.run;
    tally.last = outcome;
    tally.run = 0;
  }
  tally.run += 1;
}

/** Whether the events are a list that is read by its places, and not by an iterator of its own. */
function isPlainList(events: Iterable<EventInput>): events is readonly EventInput[] {
  return Array.isArray(events) && events[Symbol.iterator] === Array.prototype[Symbol.iterator];
}

// A long loop that is entered once runs in the form that the engine made of it on the way, which asks an iterator for each
// event. A function that is entered many times is compiled whole.
const atOnce = 512;

function addSome(events: readonly EventInput[], from: number, tally: Tally): void {
  const end = Math.min(from + atOnce, events.length);
  for (let position = from; position < end; position += 1) take(tally, events[position] as EventInput, position);
}

function addOneByOne(events: Iterable<EventInput>, tally: Tally): void {
  let position = 0;
  for (const event of events) {
    take(tally, event, position);
    position += 1;
  }
}
