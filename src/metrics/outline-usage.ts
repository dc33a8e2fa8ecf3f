import { placeOf } from '../errors/index.js';
import type { Period } from '../time/index.js';
import { aggregations } from './aggregations/aggregations.js';
import { shownPeriods } from './aggregations/windows.js';
import { openUsageSpec } from './decode/decode-usage-spec.js';
import type { UsageSpec } from './usage.js';

/** What usage that answers a spec looks like, whoever counted it. */
export type UsageOutline = {
  readonly is_summable: boolean;
  /** The periods of its windows, in order; null where none are asked for. */
  readonly windows: readonly Period[] | null;
  /** How many values name a group; 0: there are no groups. */
  readonly keys: number;
  /** Whether what the groups came to is what all events came to. */
  readonly adds_up: boolean;
};

/** @throws what `createUsageAggregator` throws */
export function outlineUsage(spec: UsageSpec): UsageOutline {
  const { metric, windows, group_by, keeps_null_groups } = openUsageSpec(spec, placeOf(''));
  const { isSummable: is_summable } = aggregations[metric.aggregation.kind];
  const keys = group_by.length;
  return {
    is_summable,
    windows: windows === null ? null : shownPeriods(windows),
    keys,
    // A scaled quantity is cut once (§3), of each group and of the whole.
    adds_up: keys > 0 && is_summable && keeps_null_groups && metric.scale === null,
  };
}
