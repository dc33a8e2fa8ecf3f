import { invariant } from '../../errors/index.js';
import type { Exact } from '../../decimal/index.js';
import type { Period } from '../../time/index.js';
import type { Value } from '../expressions/syntax.js';
import type { Aggregation, Json, Occurrence } from './aggregation.js';

/** The states of one aggregation, one per group, addressed by the group's row. Hides of what type they are. */
export type Column = {
  /** Takes in what the metric's expression yields for an event. */
  readonly add: (row: number, value: Value, occurrence: Occurrence) => void;
  readonly quantity: (row: number) => Exact;
  /** The quantity over one event alone, which no row takes in. */
  readonly alone: (value: Value, occurrence: Occurrence) => Exact;
  /** The quantity over the events of all rows. */
  readonly total: () => Exact;
  /** A row's quantity in each window, and that of all rows; empty if there are no windows. */
  readonly windows: (row: number) => readonly Exact[];
  readonly totalWindows: () => readonly Exact[];
  readonly write: (row: number) => Json;
  /** Reads a written state, and returns what joins it to a row: all of a snapshot is read before any of it counts. */
  readonly read: (snapshot: unknown, path: string) => (row: number) => void;
};

/** A column without windows. */
export function createColumn<S extends object>(aggregation: Aggregation<S>, span: Period | null): Column {
  // Row 0, for what belongs to no group, is always there; the others open in the order in which groups appear.
  const states: S[] = [aggregation.start()];
  const stateAt = (row: number): S => {
    const state = states[row];
    if (state !== undefined) return state;
    invariant(row === states.length, 'rows are opened one after the other');
    const opened = aggregation.start();
    states.push(opened);
    return opened;
  };
  return {
    add: (row, value, occurrence) => aggregation.add(states[row] ?? stateAt(row), value, occurrence),
    quantity: (row) => aggregation.quantity(stateAt(row), span),
    alone: (value, occurrence) => measureAlone(aggregation, span, { value, occurrence }),
    total: () => {
      // Without groups the one state is the whole, and need not be copied, which could be every value there was.
      if (states.length === 1) return aggregation.quantity(stateAt(0), span);
      const whole = aggregation.start();
      for (const state of states) aggregation.join(whole, state);
      return aggregation.quantity(whole, span);
    },
    windows: () => [],
    totalWindows: () => [],
    write: (row) => aggregation.write(stateAt(row)),
    read: (snapshot, path) => {
      const state = aggregation.read(snapshot, path);
      return (row) => aggregation.join(stateAt(row), state);
    },
  };
}

/** What one event comes to, in a state of its own. */
export function measureAlone<S extends object>(
  aggregation: Aggregation<S>,
  span: Period | null,
  { value, occurrence }: { readonly value: Value; readonly occurrence: Occurrence },
): Exact {
  const state = aggregation.start();
  aggregation.add(state, value, occurrence);
  return aggregation.quantity(state, span);
}
