/**
 * What became of an event that is sound; of these the first that holds:
 *
 * - `deprecated`: it was withdrawn (§3 "Deprecate");
 * - `repeat`: its key came before with the same body, and repeats are told apart;
 * - `foreign`: it is somebody else's;
 * - `counted`: at least one meter counts it;
 * - `unmetered`: no meter listens to its name, or filters drop it wherever a timeframe holds it;
 * - `outside`: no timeframe of the meters that listen to its name holds it (a time-weighted one may still begin with it).
 */
export type EventOutcome = 'counted' | 'repeat' | 'deprecated' | 'outside' | 'unmetered' | 'foreign';

/** How many events came to which outcome. */
export type EventCounts = { readonly [O in EventOutcome]: number };

/** Of no events. */
export const noEvents: EventCounts = { counted: 0, repeat: 0, deprecated: 0, outside: 0, unmetered: 0, foreign: 0 };
