import type { Item } from './item.js';
import type { NamedReference } from './reference.js';
import type { Metadata, MetadataInput } from './text.js';

/** Values for the parameters of a metric, by parameter name. */
export type MetricParameterOverrides = { readonly [key: string]: unknown };

/** A metric document: how events become a quantity, written in SQL. */
export type BillableMetric = NamedReference & {
  readonly description: string | null;
  readonly status: 'active' | 'draft' | 'archived';
  readonly item: Item;
  readonly sql: string;
  readonly parameter_definitions?: readonly { readonly [key: string]: unknown }[] | null;
  readonly metadata: Metadata;
};

/** The request that creates a metric. */
export type NewBillableMetric = {
  readonly name: string;
  readonly description: string | null;
  readonly item_id: string;
  readonly sql: string;
  readonly metadata?: MetadataInput | null | undefined;
};
