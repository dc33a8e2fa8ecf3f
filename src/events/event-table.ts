import type { Instant } from '../time/index.js';
import { millisPerDay } from '../time/index.js';
import type { LoggedEvent } from '../wire/index.js';

/** What the log knows of one key. */
export type StoredEvent = {
  /** The order of ingestion. */
  readonly sequence: number;
  readonly at: Instant;
  /** The body first ingested, which repeats are compared with (§3 "Dedupe"). */
  readonly first: LoggedEvent;
  /** The body in force: the latest amendment wins. */
  readonly current: LoggedEvent;
  readonly deprecated: boolean;
  readonly backfill_id: string | null;
  /** The backfills in effect that replaced it. */
  readonly replaced_by: readonly string[];
};

/** The stored events by key, found by day, listed in the order of ingestion. */
export type EventTable = {
  readonly get: (key: string) => StoredEvent | undefined;
  readonly set: (key: string, event: StoredEvent) => void;
  /** Frees a key, as if nothing had ever been stored under it. */
  readonly remove: (key: string) => void;
  readonly all: () => Iterable<StoredEvent>;
  /** The keys of a UTC day: all that were ever stored for it. */
  readonly keysOfDay: (day: number) => Iterable<string>;
};

/** The day of an instant, counted from 1970 in UTC. */
export function dayOf(at: Instant): number {
  return Math.floor(at / millisPerDay);
}

/**
 * A table of its own, or a thin one over another that it leaves as it is: what a request adds to a million stored events
 * costs as much as the request, not as the million.
 */
export function createEventTable(below: EventTable | null = null): EventTable {
  const own = new Map<string, StoredEvent | null>();
  const days = new Map<number, string[]>();
  const get = (key: string): StoredEvent | undefined => {
    const known = own.get(key);
    return known === undefined ? below?.get(key) : (known ?? undefined);
  };
  return {
    get,
    set: (key, event) => {
      if (get(key)?.sequence !== event.sequence) {
        // A key that was freed is stored anew, behind all others.
        own.delete(key);
        addToDay(days, dayOf(event.at), key);
      }
      own.set(key, event);
    },
    remove: (key) => {
      if (below === null) own.delete(key);
      else own.set(key, null);
    },
    all: () => listAll(own, below),
    keysOfDay: (day) => listDay(days.get(day), below?.keysOfDay(day)),
  };
}

function addToDay(days: Map<number, string[]>, day: number, key: string): void {
  const keys = days.get(day);
  if (keys === undefined) days.set(day, [key]);
  else keys.push(key);
}

function* listAll(own: ReadonlyMap<string, StoredEvent | null>, below: EventTable | null): Iterable<StoredEvent> {
  if (below !== null) yield* listBelow(own, below);
  for (const [key, event] of own) {
    // What changed an event below was listed in that event's place.
    if (event !== null && below?.get(key)?.sequence !== event.sequence) yield event;
  }
}

function* listBelow(own: ReadonlyMap<string, StoredEvent | null>, below: EventTable): Iterable<StoredEvent> {
  for (const event of below.all()) {
    const mine = own.get(event.first.idempotency_key);
    if (mine === undefined) yield event;
    else if (mine !== null && mine.sequence === event.sequence) yield mine;
  }
}

function* listDay(own: Iterable<string> | undefined, below: Iterable<string> | undefined): Iterable<string> {
  if (below !== undefined) yield* below;
  if (own !== undefined) yield* own;
}
