import type { AggregationInputs } from './aggregation.js';
import { createEndmost } from './endmost.js';

/** The value of the last event. */
export function createLatest(inputs: AggregationInputs): ReturnType<typeof createEndmost> {
  return createEndmost(inputs, 1);
}
