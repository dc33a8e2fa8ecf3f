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

// Written out, because a spread in a table would keep a bundler from dropping it.
export const aggregations: { readonly [K in AggregationKind]: AggregationRule } = {
  count: {
    isSummable: true,
    expression: 'optional',
    takesBy: false,
    open: (inputs) => createColumn(createCount(inputs)),
  },
  sum: {
    isSummable: true,
    expression: 'required',
    takesBy: false,
    open: (inputs) => createColumn(createSumAggregation(inputs)),
  },
  min: { isSummable: false, expression: 'required', takesBy: false, open: (inputs) => createColumn(createMin(inputs)) },
  max: { isSummable: false, expression: 'required', takesBy: false, open: (inputs) => createColumn(createMax(inputs)) },
  average: {
    isSummable: false,
    expression: 'required',
    takesBy: false,
    open: (inputs) => createColumn(createAverage(inputs)),
  },
  unique: {
    isSummable: false,
    expression: 'required',
    takesBy: false,
    open: (inputs) => createColumn(createUnique(inputs)),
  },
  latest: {
    isSummable: false,
    expression: 'required',
    takesBy: true,
    open: (inputs) => createColumn(createLatest(inputs)),
  },
  earliest: {
    isSummable: false,
    expression: 'required',
    takesBy: true,
    open: (inputs) => createColumn(createEarliest(inputs)),
  },
};

export function isAggregationKind(kind: unknown): kind is AggregationKind {
  return typeof kind === 'string' && Object.hasOwn(aggregations, kind);
}
