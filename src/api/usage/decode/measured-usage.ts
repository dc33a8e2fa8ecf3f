import { isGiven, iterableAt, valueAt, type Fields } from '../../../errors/index.js';
import type { Metric } from '../../../metrics/index.js';
import type { Period } from '../../../time/index.js';
import type { EventInput } from '../../../wire/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';
import type { LicensedType } from '../../credits/decode/licensing.js';
import type { UsageByPrice } from '../../prices/usage-input.js';
import type { UnmatchedUsage } from '../../reports/unmatched-usage.js';
import { openMeter } from '../open-meter.js';
import { readDimensionalGroups, type DimensionalGroups } from './dimensional-prices.js';
import { reportUnlicensable } from './license-meters.js';
import { apart, licenseMeters, type MeasuredApart } from './metering-by-license.js';
import { readMetrics } from './metering.js';

/** Whose events are measured for which prices, over which period; `given` is the usage that needs no measuring. */
export type Measuring = {
  readonly customer: BilledCustomer;
  readonly prices: readonly ListedPrice[];
  readonly period: Period;
  readonly given: UsageByPrice;
  /** Whether usage is measured by local days as well. */
  readonly by_day: boolean;
  /** By which licences the usage of a price is told apart; null: by none. */
  readonly typeOf: (price: ListedPrice) => LicensedType | null;
  readonly metering: () => Metering;
};

/** What the metrics are by which prices bill, and which prices divide one among them. */
export type Metering = { readonly metrics: ReadonlyMap<string, Metric>; readonly groups: DimensionalGroups };

/** Reads `metrics` and `dimensional_price_groups`. */
export function readMetering(input: Fields): Metering {
  return { metrics: readMetrics(input), groups: readDimensionalGroups(input) };
}

/** What was measured, and what of it no price of a dimensional price group rates. */
export type MeasuredEvents = { readonly usage: UsageByPrice; readonly unmatched: readonly UnmatchedUsage[] };

const nothingMeasured: MeasuredEvents & MeasuredApart = { usage: {}, licensed: {}, unmatched: [] };

/** Measures the input's events for the prices whose usage is not given; null if they cannot be measured. */
export function measureEvents(
  input: Fields,
  { customer, prices, period, given, by_day, typeOf, metering }: Measuring,
): (MeasuredEvents & MeasuredApart) | null {
  const { metrics, groups } = metering();
  const events = readEvents(input);
  if (events === null && prices.some((price) => typeOf(price) !== null)) reportUnlicensable(input);
  if (input.issues.length > 0) return null;
  if (events === null) return nothingMeasured;
  const unnamed = prices.filter(
    ({ id, external_id }) => !Object.hasOwn(given, id) && !Object.hasOwn(given, external_id ?? id),
  );
  const measured = { groups, metrics, period, by_day_in: by_day ? customer.zone.name : null };
  const beside = licenseMeters(prices, { typeOf, measured }, input.issues);
  const request = {
    ...measured,
    customer: customer.document,
    prices: unnamed,
    dedupe: true,
    beside: beside.map(({ meter }) => meter),
  };
  const meter = openMeter(request, input.issues);
  if (meter === null || input.issues.length > 0) return null;
  meter.addAll(events);
  return { ...apart(meter.usage(), beside), unmatched: meter.unmatchedUsage() };
}

/** The events of an input, to be iterated once; null without any. */
export function readEvents(input: Fields): Iterable<EventInput> | null {
  if (!isGiven(valueAt(input, 'events'))) return null;
  // What iterates is read one by one, and each event checked then.
  return iterableAt(input, 'events', 'events') as Iterable<EventInput> | null;
}
