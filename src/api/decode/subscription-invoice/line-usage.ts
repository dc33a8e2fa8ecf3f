import { isGiven, openChild, report, shown, valueAt, type Fields, type Issues } from '../../../errors/index.js';
import type { Meter, Metric, ParameterValues } from '../../../metrics/index.js';
import type { EventInput } from '../../../wire/index.js';
import { runMeters } from '../../open-meter.js';
import type { UsageInput } from '../../inputs.js';
import { readEvents } from '../measured-usage.js';
import { meterOf, readMetrics } from '../metering.js';
import { readMeteredUsage, unmetered, usageDetail, type MeteredUsage, type UsageDetail } from '../metered-usage.js';
import type { BilledSubscription } from './billed-subscription.js';
import { isOwn, membershipOf } from './membership.js';
import type { ServiceLine } from './service-lines.js';

/** The usage of each line by its position: given by the caller, else measured from events. */
export function readLineUsage(
  input: Fields,
  lines: readonly ServiceLine[],
  billed: BilledSubscription,
): ReadonlyMap<ServiceLine, MeteredUsage> {
  const given = isGiven(valueAt(input, 'usage')) ? openChild(input, 'usage') : null;
  if (given !== null) reportStray(given, billed);
  const metered = lines.filter(({ timed }) => timed.price.price_type === 'usage_price');
  const named = new Map(metered.map((line) => [line, given === null ? null : keyOf(given, line, metered)]));
  const measured = measure(
    input,
    metered.filter((line) => named.get(line) === null),
    billed,
  );
  return new Map(
    lines.map((line) => {
      const key = named.get(line);
      if (key === undefined) return [line, unmetered];
      return [
        line,
        key === null || given === null
          ? measuredUsage(line, measured, input)
          : givenUsage(given, key, { line, detail: usageDetail(input) }),
      ];
    }),
  );
}

/** Usage may be named by price interval, or by price where only one line of the invoice is of that price. */
function keyOf(given: Fields, { timed, price }: ServiceLine, lines: readonly ServiceLine[]): string | null {
  if (isGiven(valueAt(given, timed.id))) return timed.id;
  const names = [price.id, price.external_id].filter((name): name is string => name !== null);
  const key = names.find((name) => isGiven(valueAt(given, name)));
  if (key === undefined) return null;
  if (lines.filter((line) => line.price.id === price.id).length > 1) {
    const message = 'has more than one line on this invoice; name usage by price interval';
    report(given, key, { code: 'price_reference', message });
  }
  return key;
}

/** Usage that no price of the subscription takes would vanish from the bill. */
function reportStray(given: Fields, { prices }: BilledSubscription): void {
  const known = new Set<string | null>([...prices].flatMap(([id, price]) => [id, price.id, price.external_id]));
  for (const key of Object.keys(given.value)) {
    if (known.has(key)) continue;
    report(given, key, { code: 'price_reference', message: 'belongs to no price of the subscription' });
  }
}

type LineDetail = { readonly line: ServiceLine; readonly detail: UsageDetail };

function givenUsage(given: Fields, key: string, { line, detail }: LineDetail): MeteredUsage {
  const entry = openChild(given, key);
  return entry === null ? unmetered : readMeteredUsage(entry, line.price, detail);
}

function measuredUsage(
  line: ServiceLine,
  measured: ReadonlyMap<string, UsageInput> | null,
  input: Fields,
): MeteredUsage {
  const usage = measured?.get(line.timed.id);
  if (usage !== undefined) return readMeteredUsage({ ...input, value: usage }, line.price, usageDetail(input));
  if (input.issues.length === 0) {
    const message = `is missing for ${shown(line.price.id)}, which is billed by usage; give usage, or events and metrics`;
    report(input, 'usage', { code: 'missing_field', message });
  }
  return unmetered;
}

/** Measures all lines in one pass over the events, each over its own time; null without events. */
function measure(
  input: Fields,
  lines: readonly ServiceLine[],
  billed: BilledSubscription,
): ReadonlyMap<string, UsageInput> | null {
  const metrics = readMetrics(input);
  const events = readEvents(input);
  if (events === null || input.issues.length > 0) return null;
  const meters = lines.flatMap((line) =>
    meterOfLine(line, billed, { metrics, detail: usageDetail(input), issues: input.issues }),
  );
  if (input.issues.length > 0) return null;
  const customer = billed.customer.document;
  const settings = billed.timeline.prices.map((timed) => timed.settings);
  const only = (event: EventInput): boolean => settings.some((own) => isOwn(event, own, customer));
  const by_event = lines.filter(({ price }) => price.prepared.plan.shape === 'events').map(({ timed }) => timed.id);
  const meter = runMeters(meters, new Set(by_event), { dedupe: true, only });
  meter.addAll(events);
  return new Map(Object.entries(meter.usage()));
}

type Metering = {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly detail: UsageDetail;
  readonly issues: Issues;
};

function meterOfLine(
  line: ServiceLine,
  billed: BilledSubscription,
  { metrics, detail, issues }: Metering,
): readonly Meter[] {
  const { timed, price, counted } = line;
  const by_day_in = detail === 'by_day' ? billed.customer.zone.name : null;
  const meter = meterOf({ price, metrics, period: counted, by_day_in }, issues);
  if (meter === null) return [];
  const { filter, metric_parameter_overrides } = timed.settings;
  const is_shared = billed.timeline.prices.some(({ settings }) => settings.usage_customer_ids !== null);
  const membership = is_shared ? membershipOf(timed.settings, billed.customer.document) : null;
  const filters = [filter, membership].flatMap((text) => (text === null ? [] : [`(${text})`]));
  const joined = filters.length === 0 ? null : filters.join(' AND ');
  return [
    {
      ...meter,
      id: timed.id,
      filter: joined,
      metric_parameter_overrides: metric_parameter_overrides as ParameterValues | null,
    },
  ];
}
