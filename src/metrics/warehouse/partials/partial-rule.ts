import type { Json } from '../../aggregations/aggregation.js';
import type { AggregationKind } from '../../aggregations/aggregations.js';
import type { Dialect } from '../dialects/dialect.js';
import type { SelectedColumn, Statement } from '../statement.js';
import type { Lanes } from '../translate/lanes.js';

/** The kinds whose partials can be merged (§3); of the others only the events themselves say enough. */
export type MergeableKind = Exclude<AggregationKind, 'time_weighted' | 'percentile'>;

/** The lanes of a metric's texts; null where it has none. */
export type MeasuredLanes = { readonly expression: Lanes | null; readonly by: Lanes | null };

/** A select whose rows are events, and the columns in it by which they are grouped. */
export type EventSelect = { readonly sql: string; readonly keys: readonly string[]; readonly dialect: Dialect };

/** Reads the columns of a returned row. */
export type PartialRow = {
  /** A column's text; null for NULL. */
  readonly text: (column: string) => string | null;
  readonly count: (column: string) => number;
  readonly path: string;
};

/** How one kind of aggregation is begun in a warehouse and finished here. */
export type PartialRule = {
  /** What is selected of each event. */
  readonly measure: (lanes: MeasuredLanes, statement: Statement) => readonly SelectedColumn[];
  /** The partials of each group, every column being a text or NULL. */
  readonly aggregate: (events: EventSelect) => string;
  /** The state of the aggregation that a returned row stands for, as a snapshot writes it. */
  readonly state: (row: PartialRow) => Json;
};
