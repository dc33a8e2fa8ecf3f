import { pathAt, problem, refuse, shown, type Issues } from '../../errors/index.js';
import type { DraftInvoiceInput } from '../../index.js';
import { isTimeZone, readBoundary, timeZone, type Instant, type TimeZone } from '../../time/index.js';
import { isObject, openFields, readText, requireText, type Fields } from './fields.js';
import { readUsageSources } from './read-usage-sources.js';
import type { Scenario } from './scenario.js';

/** The keys that `draftInvoice` reads and checks itself. */
const billed = ['customer', 'plan', 'prices', 'metrics', 'period', 'at', 'invoice_number', 'memo', 'policies'];

/**
 * Reads a scenario document. The parts that are Orb's documents (customer, plan, prices) are left to `draftInvoice`;
 * everything that is the scenario's own is checked here, unknown keys included.
 *
 * @param file - the path it was read from; its files are looked for beside it
 * @throws every fault found, with its path in the document
 */
export function readScenario(document: unknown, file: string): Scenario {
  const issues: Issues = [];
  const fields = openFields(document, ['description', 'subscription', ...billed, 'usage'], { path: '', issues });
  readText(fields, 'description');
  if (isObject(document)) checkPeriod(fields);
  const subscription = readSubscription(fields);
  const usage = readUsageSources(fields.value['usage'], { file, path: 'usage', issues });
  refuse(issues);
  return { request: requestOf(fields, subscription), usage };
}

function requestOf({ value }: Fields, subscription: { readonly id: string } | null): DraftInvoiceInput {
  const given = billed.filter((key) => (value[key] ?? null) !== null).map((key) => [key, value[key]] as const);
  const request = Object.fromEntries(given) as DraftInvoiceInput;
  return subscription === null ? request : { ...request, subscription };
}

function checkPeriod({ value, path, issues }: Fields): void {
  openFields(value['period'], ['start_date', 'end_date'], { path: pathAt(path, 'period'), issues });
}

/** Only a subscription that has started by the beginning of the period is billed for the whole of it. */
function readSubscription({ value, issues }: Fields): { readonly id: string } | null {
  if ((value['subscription'] ?? null) === null) return null;
  const fields = openFields(value['subscription'], ['id', 'start_date'], { path: 'subscription', issues });
  if (!isObject(value['subscription'])) return null;
  requireText(fields, 'start_date', 'the day on which the subscription starts');
  const starts = boundaryIn(fields.value['start_date'], value['customer']);
  const begins = boundaryIn(periodStart(value['period']), value['customer']);
  if (starts === null) reportStart(fields);
  else if (begins !== null && starts > begins) {
    const message = `is after the period's start; a period cut short is not billed here, so let the period begin on it`;
    issues.push(problem('subscription.start_date', 'invalid_service_period', message));
  }
  const id = readText(fields, 'id');
  return id === null ? null : { id };
}

function periodStart(period: unknown): unknown {
  return isObject(period) ? period['start_date'] : null;
}

/** A date is the midnight with which it begins where the customer is. */
function boundaryIn(value: unknown, customer: unknown): Instant | null {
  return readBoundary(value, zoneOf(customer), { path: '', issues: [] }) ?? null;
}

function reportStart({ value, path, issues }: Fields): void {
  const given = value['start_date'];
  if (typeof given !== 'string' || given === '') return;
  const message = `is ${shown(given)}; give a date like "2026-01-31" or an instant`;
  issues.push(problem(pathAt(path, 'start_date'), 'invalid_date', message));
}

/** The customer's zone; an unknown one is reported when the customer is read. */
function zoneOf(customer: unknown): TimeZone {
  const name = isObject(customer) ? customer['timezone'] : null;
  return typeof name === 'string' && isTimeZone(name) ? timeZone(name) : timeZone('UTC');
}
