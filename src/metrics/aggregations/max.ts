import type { AggregationInputs } from './aggregation.js';
import { createExtreme } from './extreme.js';

/** The greatest numeric value. */
export function createMax(inputs: AggregationInputs): ReturnType<typeof createExtreme> {
  return createExtreme(inputs, 1);
}
