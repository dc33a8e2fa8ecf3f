import { integer } from '../../decimal/index.js';
import { expectCount } from '../snapshots/read-snapshot.js';
import type { Aggregation } from './aggregation.js';

type Count = { events: number };

/** Events; with an expression, those for which it is not NULL. */
export function createCount(): Aggregation<Count> {
  return {
    start: () => ({ events: 0 }),
    add: (state, value) => {
      if (value !== null) state.events += 1;
    },
    join: (into, from) => {
      into.events += from.events;
    },
    quantity: ({ events }) => integer(events),
    write: ({ events }) => events,
    read: (snapshot, path) => ({ events: expectCount(snapshot, path) }),
  };
}
