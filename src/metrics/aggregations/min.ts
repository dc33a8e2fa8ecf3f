import type { AggregationInputs } from './aggregation.js';
import { createExtreme } from './extreme.js';

/** The least numeric value. */
export function createMin(inputs: AggregationInputs): ReturnType<typeof createExtreme> {
  return createExtreme(inputs, -1);
}
