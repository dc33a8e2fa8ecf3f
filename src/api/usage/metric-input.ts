import type { Metric, ParameterValues } from '../../metrics/index.js';

/** A metric with the id by which prices refer to it. */
export type MetricInput = (Metric & { readonly id: string }) | SqlMetricInput;

/** A metric in the SQL of Orb's documents, which `parseMetricSql` reads, with the defaults of its `{{parameter}}`s. */
export type SqlMetricInput = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly sql: string;
  readonly parameters?: ParameterValues | null | undefined;
};
