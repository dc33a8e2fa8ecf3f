import type { AggregationInputs } from './aggregation.js';
import { createEndmost } from './endmost.js';

/** The value of the first event. */
export function createEarliest(inputs: AggregationInputs): ReturnType<typeof createEndmost> {
  return createEndmost(inputs, -1);
}
