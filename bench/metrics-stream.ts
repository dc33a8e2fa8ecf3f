import { createUsageMeter, type UsageMeter } from '../src/index.js';

export const start = Date.UTC(2026, 0, 1);
export const end = Date.UTC(2026, 1, 1);
const hour = 3_600_000;
const models = ['atlas-large', 'atlas-mini', 'atlas-nano', 'atlas-code'];
const regions = 40;

/** How many groups the events of a stream are of. */
export const groupCount = models.length * regions;

/** An event of a stream that begins an hour before the month and ends behind it, over 4 × 40 groups; one in 50 failed. */
export function lineAt(index: number, rows: number): string {
  const time = start - hour + Math.floor((index * (end - start + 2 * hour)) / rows);
  const key = index.toString(36).padStart(10, '0');
  const properties = {
    model: models[Math.floor(index / regions) % models.length],
    region: `region-${index % regions}`,
    input_tokens: index % 5000,
    output_tokens: index % 700,
    status: index % 50 === 0 ? 500 : 200,
  };
  // Written out, because what is left of an object that was spread outlives young collections, and would be counted as ours.
  return JSON.stringify({
    event_name: 'inference',
    timestamp: new Date(time).toISOString(),
    idempotency_key: `evt-${key}`,
    external_customer_id: 'acme',
    properties,
  });
}

/** `grouped` filters and groups by model and region; `distinct` counts different values instead of adding them up. */
export type Shape = 'bare' | 'grouped' | 'distinct';

const aggregations = {
  sum: { kind: 'sum', expression: 'input_tokens' },
  distinct: { kind: 'unique', expression: 'output_tokens' },
} as const;

/** A month of one price. */
export function openMeter(shape: Shape, dedupe: boolean): UsageMeter {
  const dimensions = ['model', 'region'];
  const matrix_config = {
    dimensions,
    default_unit_amount: '0.01',
    matrix_values: [{ dimension_values: ['atlas-mini', 'region-0'], unit_amount: '0.02' }],
  };
  const unit = { model_type: 'unit', unit_config: { unit_amount: '0.01' } } as const;
  const price = { id: 'tokens', price_type: 'usage_price', billable_metric_id: 'tokens' } as const;
  return createUsageMeter({
    customer: { id: 'acme' },
    prices: [shape === 'bare' ? { ...price, ...unit } : { ...price, model_type: 'matrix', matrix_config }],
    metrics: [
      {
        id: 'tokens',
        event_names: ['inference'],
        filter: shape === 'bare' ? null : 'status < 500',
        aggregation: aggregations[shape === 'distinct' ? 'distinct' : 'sum'],
      },
    ],
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    dedupe,
  });
}
