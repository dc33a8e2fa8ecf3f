import type { UsageSpec } from '../usage.js';
import type { Digits } from './dialects/dialect.js';
import type { DialectName } from './dialects/dialects.js';
import type { ColumnNames } from './statement.js';

/** What is asked of a warehouse besides the metric: the same as is asked of events in memory. */
export type WarehouseQuestion = Pick<
  UsageSpec,
  | 'timeframe_start'
  | 'timeframe_end'
  | 'group_by'
  | 'null_groups'
  | 'filter'
  | 'metric_parameter_overrides'
  | 'granularity'
  | 'view_mode'
  | 'timezone'
>;

/** Where the events are, and what is asked of them. */
export type WarehouseOptions = WarehouseQuestion & {
  readonly dialect: DialectName;
  /** A table or view of events without repeats; dots part schema and table, a list is for names that have dots. */
  readonly table: string | readonly string[];
  /** The columns that are not named like the fields of an event. */
  readonly columns?: Partial<ColumnNames> | undefined;
  /** How many digits a number in a property may have; one with more stops the query. PostgreSQL needs no bound. */
  readonly digits?: Partial<Digits> | undefined;
};
