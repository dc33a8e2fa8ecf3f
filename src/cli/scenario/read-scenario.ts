import {
  invariant,
  isBillingError,
  isGiven,
  isObject,
  placeOf,
  refuse,
  report,
  shown,
  valueAt,
  wanting,
} from '../../errors/index.js';
import type { Fields, Issues } from '../../errors/index.js';
import { percentTax, type DraftInvoiceInput, type TaxFunction, type TaxRateInput } from '../../index.js';
import { isTimeZone, readBoundary, timeZone, type Instant, type TimeZone } from '../../time/index.js';
import { filledText, openPart } from './open-part.js';
import { readUsageSources } from './read-usage-sources.js';
import type { Scenario } from './scenario.js';

/** The keys that `draftInvoice` reads and checks itself. */
const billed = (
  'customer plan prices metrics period at invoice_number memo policies adjustments earlier_invoices ' +
  'customer_balance ledgers'
).split(' ');
const known = ['description', 'subscription', ...billed, 'taxes', 'usage'];

/**
 * Reads a scenario document. The parts that are Orb's documents (customer, plan, prices) are left to `draftInvoice`;
 * everything that is the scenario's own is checked here, unknown keys included.
 *
 * @param file - the path it was read from; its files are looked for beside it
 * @throws every fault found, with its path in the document
 */
export function readScenario(document: unknown, file: string): Scenario {
  const issues: Issues = [];
  const fields = openPart(document, known, { place: placeOf(''), issues });
  const scenario = fields && readParts(fields, file);
  refuse(issues);
  invariant(scenario !== null, 'a scenario without faults is read');
  return scenario;
}

function readParts(fields: Fields, file: string): Scenario {
  const { place, issues } = fields;
  filledText(fields, 'description');
  openPart(valueAt(fields, 'period'), ['start_date', 'end_date'], { place: placeOf('period', place), issues });
  const subscription = readSubscription(fields);
  const usage = readUsageSources(fields, file);
  return { request: requestOf(fields, subscription), usage };
}

function requestOf(fields: Fields, subscription: { readonly id: string } | null): DraftInvoiceInput {
  const given = billed.map((key) => [key, valueAt(fields, key)] as const).filter(([, value]) => isGiven(value));
  const request = {
    ...(Object.fromEntries(given) as DraftInvoiceInput),
    ...(subscription === null ? {} : { subscription }),
  };
  const taxes = valueAt(fields, 'taxes');
  return isGiven(taxes) ? { ...request, tax: taxFrom(taxes, fields) } : request;
}

/** A table of percentages, which is what a document can say of taxes; its faults are told as those of `taxes`. */
function taxFrom(taxes: unknown, { issues }: Fields): TaxFunction {
  try {
    return percentTax(taxes as readonly TaxRateInput[]);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    for (const issue of error.issues) issues.push({ ...issue, path: issue.path.replace(/^rates/, 'taxes') });
    return percentTax([]);
  }
}

/** Only a subscription that has started by the beginning of the period is billed for the whole of it. */
function readSubscription(scenario: Fields): { readonly id: string } | null {
  const { value, place, issues } = scenario;
  if (!isGiven(valueAt(scenario, 'subscription'))) return null;
  const at = { place: placeOf('subscription', place), issues };
  const fields = openPart(value['subscription'], ['id', 'start_date'], at);
  if (fields === null) return null;
  const start = valueAt(fields, 'start_date');
  const starts = boundaryIn(start, value['customer']);
  const begins = boundaryIn(periodStart(value['period']), value['customer']);
  if (starts === null) reportStart(fields, start);
  else if (begins !== null && starts > begins) {
    const message = `is after the period's start; a period cut short is not billed here, so let the period begin on it`;
    report(fields, 'start_date', { code: 'invalid_service_period', message });
  }
  const id = filledText(fields, 'id');
  return id === null ? null : { id };
}

function periodStart(period: unknown): unknown {
  return isObject(period) ? period['start_date'] : null;
}

/** A date is the midnight with which it begins where the customer is. */
function boundaryIn(value: unknown, customer: unknown): Instant | null {
  return readBoundary(value, zoneOf(customer), { path: '', issues: [] }) ?? null;
}

function reportStart(subscription: Fields, start: unknown): void {
  const wanted = 'a date like "2026-01-31" or an instant, the start of the subscription';
  const fault = { code: 'invalid_date' as const, message: `is ${shown(start)}; give ${wanted}` };
  report(subscription, 'start_date', typeof start === 'string' ? fault : wanting(start, wanted));
}

/** The customer's zone; an unknown one is reported when the customer is read. */
function zoneOf(customer: unknown): TimeZone {
  const name = isObject(customer) ? customer['timezone'] : null;
  return typeof name === 'string' && isTimeZone(name) ? timeZone(name) : timeZone('UTC');
}
