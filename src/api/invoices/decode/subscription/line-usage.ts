import { isGiven, openChild, report, shown, valueAt, type Fields, type Issues } from '../../../../errors/index.js';
import type { Meter, Metric, ParameterValues } from '../../../../metrics/index.js';
import { runMeters } from '../../../usage/open-meter.js';
import { groupMetersOf } from '../../../usage/group-meters.js';
import type { UsageByPrice } from '../../../prices/usage-input.js';
import type { UnmatchedUsage } from '../../../reports/unmatched-usage.js';
import {
  dimensionsOf,
  readDimensionalGroups,
  type DimensionalGroups,
} from '../../../usage/decode/dimensional-prices.js';
import {
  licenseMeter,
  measuredByLicense,
  readLicensedUse,
  reportUnlicensable,
} from '../../../usage/decode/license-meters.js';
import { readEvents, type MeasuredEvents } from '../../../usage/decode/measured-usage.js';
import { meterOf, readMetrics } from '../../../usage/decode/metering.js';
import {
  readMeteredUsage,
  unmetered,
  usageDetail,
  type MeteredUsage,
  type UsageDetail,
} from '../../../usage/decode/metered-usage.js';
import type { BilledSubscription } from './billed-subscription.js';
import { givenByLicense, licensedTypes, type LicensedLines, type UsageTerms } from './licensed-lines.js';
import { countedBy, membershipOf } from './membership.js';
import { keyOf, reportStray } from './named-usage.js';
import type { ServiceLine } from './service-lines.js';

/** The usage of each line, and what of the events no price of a dimensional price group rates. */
export type LineUsage = {
  readonly usage: ReadonlyMap<ServiceLine, MeteredUsage>;
  readonly unmatched: readonly UnmatchedUsage[];
};

/** The usage of each line: given by the caller, else measured from events, which also say whose it is. */
export function readLineUsage(
  input: Fields,
  lines: readonly ServiceLine[],
  { billed, licensing }: UsageTerms,
): LineUsage {
  const given = isGiven(valueAt(input, 'usage')) ? openChild(input, 'usage') : null;
  if (given !== null) reportStray(given, billed);
  const metered = lines.filter(({ timed }) => timed.price.price_type === 'usage_price');
  const named = new Map(metered.map((line) => [line, given === null ? null : keyOf(given, line, metered)]));
  const licensed = licensedTypes(metered, { billed, licensing });
  const told = givenByLicense(input, metered, billed);
  const untold = new Map([...licensed].filter(([line]) => !told.has(line)));
  const asked = { lines: metered.filter((line) => named.get(line) === null), licensed: untold };
  const measured = measure(input, asked, billed);
  const ownUsageOf = (line: ServiceLine): MeteredUsage => {
    const key = named.get(line);
    if (key === undefined) return unmetered;
    return key === null || given === null
      ? measuredUsage(line, measured?.usage ?? {}, input)
      : givenUsage(given, key, { line, detail: usageDetail(input) });
  };
  const usageOf = (line: ServiceLine): MeteredUsage => {
    const type = licensed.get(line);
    if (type === undefined) return ownUsageOf(line);
    const entry = told.get(line) ?? measuredByLicense(line.timed.id, measured?.usage ?? {}, input);
    return { ...ownUsageOf(line), licensed: entry && readLicensedUse(entry, type) };
  };
  return { usage: new Map(lines.map((line) => [line, usageOf(line)])), unmatched: measured?.unmatched ?? [] };
}

type LineDetail = { readonly line: ServiceLine; readonly detail: UsageDetail };

function givenUsage(given: Fields, key: string, { line, detail }: LineDetail): MeteredUsage {
  const entry = openChild(given, key);
  return entry === null ? unmetered : readMeteredUsage(entry, line.price, detail);
}

function measuredUsage(line: ServiceLine, measured: UsageByPrice, input: Fields): MeteredUsage {
  const usage = Object.hasOwn(measured, line.timed.id) ? measured[line.timed.id] : undefined;
  if (usage !== undefined) return readMeteredUsage({ ...input, value: usage }, line.price, usageDetail(input));
  if (input.issues.length === 0) {
    const message = `is missing for ${shown(line.price.id)}, which is billed by usage; give usage, or events and metrics`;
    report(input, 'usage', { code: 'missing_field', message });
  }
  return unmetered;
}

/** What a line is measured by, before it is said whose events count. */
export type LineMeter = {
  readonly line: ServiceLine;
  readonly meter: Meter;
  /** Whether it tells who used what, beside the meter of what is billed. */
  readonly by_license: boolean;
};

/** The meters of the lines that bill usage, each over its own time, and once more by licence; faults are appended. */
export function metersOfLines(
  input: Fields,
  lines: readonly ServiceLine[],
  { billed, licensing }: UsageTerms,
): readonly LineMeter[] {
  const metering = {
    metrics: readMetrics(input),
    groups: readDimensionalGroups(input),
    detail: usageDetail(input),
    issues: input.issues,
  };
  const metered = lines.filter(({ timed }) => timed.price.price_type === 'usage_price');
  const licensed = licensedTypes(metered, { billed, licensing });
  return metered.flatMap((line) =>
    meterOfLine(line, billed, metering).flatMap((meter): readonly LineMeter[] => {
      const type = licensed.get(line);
      const own = { line, meter, by_license: false };
      return type === undefined ? [own] : [own, { line, meter: licenseMeter(meter, type), by_license: true }];
    }),
  );
}

/** Whether a line's model rates events one by one. */
export function ratesEvents({ price }: ServiceLine): boolean {
  return price.prepared.plan.shape === 'events';
}

/** The lines whose usage is to be measured, and those of which it is to be told whose it is. */
type AskedUsage = { readonly lines: readonly ServiceLine[]; readonly licensed: LicensedLines };

/** Measures all lines in one pass over the events, each over its own time; null without events. */
function measure(input: Fields, { lines, licensed }: AskedUsage, billed: BilledSubscription): MeasuredEvents | null {
  const metrics = readMetrics(input);
  const groups = readDimensionalGroups(input);
  const events = readEvents(input);
  if (events === null && licensed.size > 0) reportUnlicensable(input);
  if (events === null || input.issues.length > 0) return null;
  const metering = { metrics, groups, detail: usageDetail(input), issues: input.issues };
  const metersIn = (line: ServiceLine): readonly Meter[] =>
    meterOfLine(line, billed, metering).map((meter) => ({
      ...meter,
      filter: allOf([meter.filter, membershipIn(line, billed)]),
    }));
  const meters = [
    ...lines.flatMap(metersIn),
    ...[...licensed].flatMap(([line, type]) => metersIn(line).map((meter) => licenseMeter(meter, type))),
  ];
  if (input.issues.length > 0) return null;
  const settings = billed.timeline.prices.map((timed) => timed.settings);
  const only = countedBy(settings, billed.customer.document);
  const by_event = lines.filter(ratesEvents).map(({ timed }) => timed.id);
  const placed = lines.flatMap((line) => {
    const dimensions = dimensionsOf(line.price, groups, input.issues);
    const membership = membershipIn(line, billed);
    return dimensions === null ? [] : [{ dimensions, timeframe: line.counted, membership }];
  });
  const run = { meters, groups: groupMetersOf(placed, metrics), rated_by_event: new Set(by_event) };
  const meter = runMeters(run, { dedupe: true, only });
  meter.addAll(events);
  return { usage: meter.usage(), unmatched: meter.unmatchedUsage() };
}

/** Whose events a line counts, where some price of the subscription counts those of others (§3 "Membership"). */
function membershipIn({ timed }: ServiceLine, { timeline, customer }: BilledSubscription): string | null {
  const is_shared = timeline.prices.some(({ settings }) => settings.usage_customer_ids !== null);
  return is_shared ? membershipOf(timed.settings, customer.document) : null;
}

type Metering = {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly groups: DimensionalGroups;
  readonly detail: UsageDetail;
  readonly issues: Issues;
};

function meterOfLine(
  line: ServiceLine,
  billed: BilledSubscription,
  { metrics, groups, detail, issues }: Metering,
): readonly Meter[] {
  const { timed, price, counted } = line;
  const by_day_in = detail === 'by_day' ? billed.customer.zone.name : null;
  const meter = meterOf({ price, groups, metrics, period: counted, by_day_in }, issues);
  if (meter === null) return [];
  const { filter, metric_parameter_overrides } = timed.settings;
  return [
    {
      ...meter,
      id: timed.id,
      filter: allOf([meter.filter, filter]),
      metric_parameter_overrides: metric_parameter_overrides as ParameterValues | null,
    },
  ];
}

/** Filters of which all have to hold; null: everything. */
function allOf(filters: readonly (string | null | undefined)[]): string | null {
  const given = filters.filter((text): text is string => isGiven(text)).map((text) => `(${text})`);
  return given.length === 0 ? null : given.join(' AND ');
}
