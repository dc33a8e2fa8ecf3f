import type { AggregationInputs } from './aggregation.js';
import { createAverage } from './average.js';
import { createColumn, type Column } from './column.js';
import { createCount } from './count.js';
import { createEarliest } from './earliest.js';
import { createLatest } from './latest.js';
import { createMax } from './max.js';
import { createMin } from './min.js';
import { createSumAggregation } from './sum.js';
import { createUnique } from './unique.js';

/** The kinds of aggregation, in the order of the rule book (§3). */
export const aggregationKinds = ['count', 'sum', 'min', 'max', 'average', 'unique', 'latest', 'earliest'] as const;

export type AggregationKind = (typeof aggregationKinds)[number];

export type AggregationRule = {
  /** Whether a window's quantity is the sum over any partition of it (Orb: decomposable). */
  readonly isSummable: boolean;
  readonly expression: 'required' | 'optional';
  /** Whether `by` has a meaning. */
  readonly takesBy: boolean;
  readonly open: (inputs: AggregationInputs) => Column;
};

const ofValues = { isSummable: false, expression: 'required', takesBy: false } as const;

export const aggregations: { readonly [K in AggregationKind]: AggregationRule } = {
  count: { ...ofValues, isSummable: true, expression: 'optional', open: (inputs) => createColumn(createCount(inputs)) },
  sum: { ...ofValues, isSummable: true, open: (inputs) => createColumn(createSumAggregation(inputs)) },
  min: { ...ofValues, open: (inputs) => createColumn(createMin(inputs)) },
  max: { ...ofValues, open: (inputs) => createColumn(createMax(inputs)) },
  average: { ...ofValues, open: (inputs) => createColumn(createAverage(inputs)) },
  unique: { ...ofValues, open: (inputs) => createColumn(createUnique(inputs)) },
  latest: { ...ofValues, takesBy: true, open: (inputs) => createColumn(createLatest(inputs)) },
  earliest: { ...ofValues, takesBy: true, open: (inputs) => createColumn(createEarliest(inputs)) },
};

export function isAggregationKind(kind: unknown): kind is AggregationKind {
  return typeof kind === 'string' && Object.hasOwn(aggregations, kind);
}
