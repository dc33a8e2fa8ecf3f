import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { ViewMode } from './aggregations/windows.js';
import type { GroupValue } from './groups.js';
import type { Metric, ParameterValues } from './metric.js';

/** What to measure: a metric over a half-open timeframe, narrowed by a filter, split into groups. */
export type UsageSpec = {
  readonly metric: Metric;
  /** The first instant that counts (ISO 8601 or an `Instant`); without it there is no lower bound. */
  readonly timeframe_start?: string | Instant | null | undefined;
  /** The first instant that counts no more. */
  readonly timeframe_end?: string | Instant | null | undefined;
  /** Texts of the expression language; a property whose name is no plain word is quoted (`quoteProperty`). */
  readonly group_by?: readonly string[] | null | undefined;
  /** Whether an event that lacks a key is in no group (`omit`, as usage has it) or in a null group (`keep`, as prices do). */
  readonly null_groups?: 'omit' | 'keep' | undefined;
  /** A further filter, of a subscription or a price interval; ANDed with the metric's. */
  readonly filter?: string | null | undefined;
  readonly metric_parameter_overrides?: ParameterValues | null | undefined;
  /** Cuts the timeframe into windows as well: at local midnights, or at UTC hours (§3 "Day cuts"). */
  readonly granularity?: 'day' | 'hour' | null | undefined;
  /** Whether a window is measured alone or from the timeframe's start; periodic by default if summable, else cumulative. */
  readonly view_mode?: ViewMode | null | undefined;
  /** The IANA time zone, the customer's, whose midnights cut days; UTC if absent. */
  readonly timezone?: string | null | undefined;
};

/** What a window came to; a cumulative one starts where the timeframe does. */
export type UsageWindow = {
  readonly timeframe_start: Instant;
  readonly timeframe_end: Instant;
  readonly quantity: Decimal;
  /** With `granularity`: all windows, those without events too. */
  readonly windows?: readonly UsageWindow[];
};

export type UsageGroup = {
  /** In the order of `group_by`. */
  readonly grouping_values: readonly GroupValue[];
  readonly quantity: Decimal;
  /** With `granularity`: all windows, those without events too. */
  readonly windows?: readonly UsageWindow[];
};

export type Usage = {
  /** Of every event that counts, grouped or not. */
  readonly quantity: Decimal;
  /** Whether quantities of consecutive windows may be added up. */
  readonly is_summable: boolean;
  /** With `granularity`: all windows of the timeframe in order, those without events too. */
  readonly windows?: readonly UsageWindow[];
  /** Sorted by value: strings by code unit, numbers, booleans, null (§2.1); empty without `group_by`. */
  readonly groups: readonly UsageGroup[];
};
