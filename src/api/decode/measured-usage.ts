import { problem, shown, type Issues } from '../../errors/index.js';
import type { Period } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';
import type { DraftInvoiceInput, UsageByPrice } from '../inputs.js';
import { openMeter } from '../open-meter.js';
import type { BilledCustomer } from './customer.js';
import { readMetrics } from './metering.js';
import type { ListedPrice } from './price-list.js';

/** Whose events are measured for which prices, over which period. */
export type Measuring = {
  readonly input: DraftInvoiceInput;
  readonly customer: BilledCustomer;
  readonly prices: readonly ListedPrice[];
  readonly period: Period;
};

/** Measures events for the prices whose usage is not given; null if they cannot be measured. */
export function measureEvents({ input, customer, prices, period }: Measuring, issues: Issues): UsageByPrice | null {
  const metrics = readMetrics(input.metrics, 'metrics', issues);
  if (issues.length > 0) return null;
  if (input.events === undefined) return {};
  const events = readEvents(input.events, issues);
  const request = { customer: customer.document, prices: unnamed(prices, input), metrics, period, dedupe: true };
  const meter = openMeter(request, issues);
  meter?.addAll(events);
  return meter && meter.usage();
}

function unnamed(prices: readonly ListedPrice[], { usage = {} }: DraftInvoiceInput): readonly ListedPrice[] {
  return prices.filter(({ id, external_id }) => !Object.hasOwn(usage, id) && !Object.hasOwn(usage, external_id ?? id));
}

function readEvents(events: unknown, issues: Issues): Iterable<EventInput> {
  if (typeof events === 'object' && events !== null && Symbol.iterator in events) return events as Iterable<EventInput>;
  const message = `is ${shown(events)}; give a list of events, or anything that iterates over them`;
  issues.push(problem('events', 'invalid_type', message));
  return [];
}
