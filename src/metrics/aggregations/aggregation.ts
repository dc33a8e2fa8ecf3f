import type { Decimal, Exact } from '../../decimal/index.js';
import type { Instant, Period } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import type { Evaluate } from '../expressions/evaluation.js';
import type { Value } from '../expressions/syntax.js';

/** Values that survive JSON unchanged; a state written as one can be stored, sent to another process and read back. */
export type Json = string | number | boolean | null | readonly Json[];

/** An event, and when it happened; to be read at once, because the next event takes its place. */
export type Occurrence = { readonly event: EventInput; readonly at: Instant };

/** What a metric says of its aggregation beside the expression; null where it says nothing. */
export type AggregationInputs = {
  readonly by: Evaluate | null;
  readonly percentile: Decimal | null;
};

/**
 * One kind of aggregation over states of type S, which it changes in place.
 *
 * Law: for every split of the events into parts and every order of them, adding each part to its own state and joining
 * the states gives the quantity of the whole (L3, L22). `read(write(state))` is the state; kinds that are not mergeable (§3)
 * refuse to be written and read, and are joined only within one process.
 */
export type Aggregation<S extends object> = {
  readonly start: () => S;
  /** Takes in what the metric's expression yields for an event. */
  readonly add: (state: S, value: Value, occurrence: Occurrence) => void;
  readonly join: (into: S, from: S) => void;
  /** The exact quantity; over no values 0 (§3). The window is null if it has no bounds. */
  readonly quantity: (state: S, window: Period | null) => Exact;
  readonly write: (state: S) => Json;
  readonly read: (snapshot: unknown, path: string) => S;
};
