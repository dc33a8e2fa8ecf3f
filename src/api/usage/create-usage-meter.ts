import { invariant, openChild, refuse, refuseUnknown } from '../../errors/index.js';
import { timeZone } from '../../time/index.js';
import type { CustomerInput, PlanInput, PriceInput } from '../../wire/index.js';
import type { PeriodInput } from '../cycles/period-input.js';
import { readCustomer } from '../decode/customer.js';
import { openInput } from '../decode/input.js';
import { readPeriod } from '../decode/period.js';
import { readBilling } from '../invoices/decode/plan.js';
import type { WithCustomModels } from '../prices/custom-model.js';
import { readDimensionalGroups } from './decode/dimensional-prices.js';
import { readMetrics } from './decode/metering.js';
import type { DimensionalGroupInput } from './dimensional-group-input.js';
import type { MetricInput } from './metric-input.js';
import { openMeter, type UsageMeter } from './open-meter.js';

/** What `createUsageMeter` takes: whose events, for which prices, in which period. */
export type UsageMeterInput = {
  /** Events of other customers are passed over; events that name no customer count as this one's. */
  readonly customer: CustomerInput;
  readonly plan?: PlanInput | undefined;
  readonly prices?: readonly PriceInput[] | undefined;
  readonly metrics: readonly MetricInput[];
  readonly period: PeriodInput;
  /** Whether one event per idempotency key counts (default true; memory grows with keys); false if none repeat. */
  readonly dedupe?: boolean | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
};

/** The same with prices of models of your own. */
export type CustomUsageMeterInput = WithCustomModels<UsageMeterInput>;

/**
 * Opens a meter for everything that an invoice bills by usage, so that events can be streamed past it once.
 *
 * The window is half-open, `start ≤ timestamp < end` (§3). Memory grows with groups and, unless `dedupe` is false, with
 * idempotency keys.
 *
 * @throws every fault of the input at once, such as `invalid_reference` for a price whose metric is not given
 * @example
 * ```ts
 * import { createUsageMeter } from 'reckoner';
 *
 * const meter = createUsageMeter({
 *   customer: { id: 'acme' },
 *   prices: [{ id: 'calls', billable_metric_id: 'calls', model_type: 'unit', unit_config: { unit_amount: '0.01' } }],
 *   metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'count' } }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const call = { event_name: 'call', timestamp: '2026-01-05T10:00:00Z', idempotency_key: 'a', properties: {} };
 * meter.add(call); // → 'counted'
 * meter.add(call); // → 'repeat'
 * meter.add({ ...call, customer_id: 'umbrella', idempotency_key: 'b' }); // → 'foreign'
 * meter.usage(); // → { calls: { quantity: '1' } }
 * ```
 */
export function createUsageMeter(input: UsageMeterInput | CustomUsageMeterInput): UsageMeter {
  const fields = openInput(input);
  refuseUnknown(fields, [
    'customer',
    'plan',
    'prices',
    'metrics',
    'period',
    'dedupe',
    'custom_models',
    'dimensional_price_groups',
  ]);
  // What adjusts the bill does not change what is measured, so that no zone matters to its dates.
  const { prices } = readBilling(fields, timeZone('UTC'));
  const metrics = readMetrics(fields);
  const groups = readDimensionalGroups(fields);
  const billed = openChild(fields, 'customer');
  const dates = openChild(fields, 'period');
  const customer = billed && readCustomer(billed);
  const period = customer && dates && readPeriod(dates, customer.zone);
  refuse(fields.issues);
  invariant(customer !== null && period !== null, 'what has no errors is read');
  const dedupe = input.dedupe ?? true;
  const meter = openMeter({ customer: customer.document, prices, groups, metrics, period, dedupe }, fields.issues);
  refuse(fields.issues);
  invariant(meter !== null, 'a meter without errors is open');
  return meter;
}
