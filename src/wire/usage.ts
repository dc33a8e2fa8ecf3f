import type { ViewMode } from './cost.js';
import type { PaginationMetadata } from './page.js';
import type { NamedReference } from './reference.js';
import type { DateTimeText } from './text.js';

/** The quantity a metric came to over `[timeframe_start, timeframe_end)`. */
export type Usage = {
  readonly quantity: number;
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
};

/** The usage of one metric in windows. */
export type MetricUsage = {
  readonly billable_metric: NamedReference;
  readonly usage: readonly Usage[];
  readonly view_mode: ViewMode;
};

/** The event property and value a usage record is about. */
export type MetricGroup = { readonly property_key: string; readonly property_value: string };

/** The usage of one metric in windows, of the events that share a property value. */
export type GroupedMetricUsage = MetricUsage & { readonly metric_group: MetricGroup };

/** A subscription's usage, one record per metric. */
export type UngroupedSubscriptionUsage = { readonly data: readonly MetricUsage[] };

/** A subscription's usage, one record per metric and property value. */
export type GroupedSubscriptionUsage = {
  readonly data: readonly GroupedMetricUsage[];
  readonly pagination_metadata?: PaginationMetadata | null;
};

/** A subscription's usage in either form. */
export type SubscriptionUsage = UngroupedSubscriptionUsage | GroupedSubscriptionUsage;
