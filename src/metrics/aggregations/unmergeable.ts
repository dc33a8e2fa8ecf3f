import { fail } from '../../errors/index.js';

/**
 * How a kind without mergeable partials (§3) is written and read: not at all. What it needs is every value, which is no
 * summary to store or send; the events themselves are.
 */
export const unmergeable = { write: refuseMerging, read: refuseMerging } as const;

function refuseMerging(): never {
  const message =
    'cannot be stored or merged: its quantity needs all events at once. Give them to one aggregator, or use a kind that merges, such as sum, max or average.';
  fail('metric.aggregation.kind', 'invalid_type', message);
}
