import { createSum, integer, multiply, ratio, zero, type Exact } from '../../decimal/index.js';
import { invariant } from '../../errors/index.js';
import { duration, isEmpty, type Period } from '../../time/index.js';
import { eventKey } from '../events/event-key.js';
import { decimalOf, numericOf, type Numeric } from '../expressions/values.js';
import type { Aggregation } from './aggregation.js';
import { compareRanked, type RankedValue } from './ranked-value.js';
import { unmergeable } from './unmergeable.js';

type Steps = { readonly steps: RankedValue[] };

/**
 * The average over time of the last value so far: the integral of the step function over the window's milliseconds (§3).
 * Steps before the window count for the value that it begins with. Memory grows with values.
 */
export function createTimeWeighted(): Aggregation<Steps> {
  return {
    start: () => ({ steps: [] }),
    add: ({ steps }, value, { event, at }) => {
      const level = numericOf(value);
      if (level !== null) steps.push({ by: at, key: eventKey(event), value: level });
    },
    join: (into, from) => {
      for (const step of from.steps) into.steps.push(step);
    },
    quantity: ({ steps }, window) => {
      invariant(window !== null, 'a time-weighted metric without a window is refused');
      return isEmpty(window) ? zero : averageOver(steps, window);
    },
    ...unmergeable,
  };
}

function averageOver(steps: RankedValue[], window: Period): Exact {
  // In place: the order of what was added has no meaning. Of steps at one moment the last by key and value stands (§3).
  steps.sort(compareRanked);
  const integral = createSum();
  let level: Numeric = 0;
  let since: number = window.start;
  for (const { by, value } of steps) {
    const at = Number(by);
    // Half-open: what happens at the end belongs to the next window.
    if (at >= window.end) break;
    if (at > since) {
      integral.add(multiply(decimalOf(level), integer(at - since)));
      since = at;
    }
    level = value;
  }
  integral.add(multiply(decimalOf(level), integer(window.end - since)));
  return ratio(integral.total(), integer(duration(window)));
}
