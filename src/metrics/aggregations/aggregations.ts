import type { AggregationInputs } from './aggregation.js';
import { createAverage } from './average.js';
import type { Column } from './column.js';
import { createCount } from './count.js';
import { createEarliest } from './earliest.js';
import { createLatest } from './latest.js';
import { createMax } from './max.js';
import { createMin } from './min.js';
import { openColumn, type Frame } from './open-column.js';
import { createPercentile } from './percentile.js';
import { createSumAggregation } from './sum.js';
import { createTimeWeighted } from './time-weighted.js';
import { createUnique } from './unique.js';

/** The kinds of aggregation, in the order of the rule book (§3). */
export const aggregationKinds = [
  'count',
  'sum',
  'min',
  'max',
  'average',
  'unique',
  'latest',
  'earliest',
  'time_weighted',
  'percentile',
] as const;

export type AggregationKind = (typeof aggregationKinds)[number];

export type AggregationRule = {
  /** Whether a window's quantity is the sum over any partition of it (Orb: decomposable). */
  readonly isSummable: boolean;
  /** Whether it needs a window with both bounds, and counts on from what happened before it. */
  readonly carriesOver: boolean;
  readonly expression: 'required' | 'optional';
  /** The further settings that have a meaning. */
  readonly settings: readonly ('by' | 'percentile')[];
  readonly open: (inputs: AggregationInputs, frame: Frame) => Column;
};

// Written out, because a spread in a table would keep a bundler from dropping it.
export const aggregations: { readonly [K in AggregationKind]: AggregationRule } = {
  count: {
    isSummable: true,
    carriesOver: false,
    expression: 'optional',
    settings: [],
    open: (_inputs, frame) => openColumn(createCount(), frame),
  },
  sum: {
    isSummable: true,
    carriesOver: false,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createSumAggregation(), frame),
  },
  min: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createMin(), frame),
  },
  max: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createMax(), frame),
  },
  average: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createAverage(), frame),
  },
  unique: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createUnique(), frame),
  },
  latest: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: ['by'],
    open: (inputs, frame) => openColumn(createLatest(inputs), frame),
  },
  earliest: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: ['by'],
    open: (inputs, frame) => openColumn(createEarliest(inputs), frame),
  },
  time_weighted: {
    isSummable: false,
    carriesOver: true,
    expression: 'required',
    settings: [],
    open: (_inputs, frame) => openColumn(createTimeWeighted(), frame),
  },
  percentile: {
    isSummable: false,
    carriesOver: false,
    expression: 'required',
    settings: ['percentile'],
    open: (inputs, frame) => openColumn(createPercentile(inputs), frame),
  },
};

export function isAggregationKind(kind: unknown): kind is AggregationKind {
  return typeof kind === 'string' && Object.hasOwn(aggregations, kind);
}
