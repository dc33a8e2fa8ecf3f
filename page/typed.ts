import type { EstimatorState, TypedGrowth, TypedRows } from './state.js';
import { firstQuantity, type UsageField } from './usage-fields.js';

/** The quantity of a metric, as typed. */
export function quantityOf(state: EstimatorState, key: string): string {
  return state.quantities.get(key) ?? firstQuantity;
}

/** The table of a field, as typed. */
export function rowsOf(state: EstimatorState, { key, first }: UsageField): TypedRows {
  return state.rows.get(key) ?? first;
}

/** How the usage of a field grows, as typed. */
export function growthOf(state: EstimatorState, key: string): TypedGrowth {
  return state.growth.get(key) ?? { kind: '', by: '', factors: '' };
}
