import { add, equals, formatDecimal, zero, type Decimal } from '../../decimal/index.js';
import type { Issues } from '../../errors/index.js';
import {
  createUsageMeter,
  type EventCounts,
  type EventOutcome,
  type Meter,
  type Metric,
  type Usage,
  type UsageMeterOptions,
} from '../../metrics/index.js';
import type { Period } from '../../time/index.js';
import type { CustomerInput, EventInput } from '../../wire/index.js';
import type { ListedPrice } from '../prices/decode/price-list.js';
import type { UsageByPrice, UsageInput } from '../prices/usage-input.js';
import type { GroupMeter, UnmatchedUsage } from '../reports/unmatched-usage.js';
import { encodeAggregate } from './aggregate-usage.js';
import { dimensionsOf, type DimensionalGroups } from './decode/dimensional-prices.js';
import { isMetered, metersOf } from './decode/metering.js';
import { createEventCollector, encodeEvents, tapped } from './event-collector.js';
import { groupMetersOf } from './group-meters.js';

/** Measures the usage that an invoice bills, event by event. */
export type UsageMeter = {
  /**
   * Takes one event and says what became of it: `foreign` is another customer's, `unmetered` what no metric counts.
   *
   * @throws `event_timestamp`, `event_property`, `missing_field`, `invalid_type`, `idempotency_conflict`; nothing is counted then
   */
  readonly add: (event: EventInput) => EventOutcome;
  /** Adds them in turn; a refusal names the event by its position and leaves the earlier ones counted. */
  readonly addAll: (events: Iterable<EventInput>) => EventCounts;
  /** What was measured so far, by price id, ready for `draftInvoice`. */
  readonly usage: () => UsageByPrice;
  /** Usage of dimensional price groups that none of their prices rates, so far: reported, not charged (§2). */
  readonly unmatchedUsage: () => readonly UnmatchedUsage[];
};

/** What a meter is opened for. */
export type MeterRequest = {
  readonly customer: CustomerInput;
  readonly prices: readonly ListedPrice[];
  readonly groups: DimensionalGroups;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly period: Period;
  readonly dedupe: boolean;
  readonly by_day_in?: string | null | undefined;
  /** Meters that measure more than the prices ask for. */
  readonly beside?: readonly Meter[] | undefined;
};

/** Opens a meter for the prices that are billed by usage; null if one of them cannot be measured. */
export function openMeter(request: MeterRequest, issues: Issues): UsageMeter | null {
  const faults = issues.length;
  const meters = metersOf(request, issues);
  if (issues.length > faults) return null;
  const { prices, groups, metrics, period: timeframe, dedupe, beside = [] } = request;
  const placed = prices.flatMap((price) => {
    const dimensions = isMetered(price) ? dimensionsOf(price, groups, issues) : null;
    return dimensions === null ? [] : [{ dimensions, timeframe, membership: null }];
  });
  const run = {
    meters: [...meters, ...beside],
    groups: groupMetersOf(placed, metrics),
    rated_by_event: eventPrices(prices),
  };
  return runMeters(run, { dedupe, only: ownerTest(request.customer) });
}

/** Meters to run side by side: of prices, some of which rate single events, and of whole groups of prices. */
export type MeterRun = {
  readonly meters: readonly Meter[];
  readonly groups: readonly GroupMeter[];
  readonly rated_by_event: ReadonlySet<string>;
};

/** Runs meters side by side; those named hand on the events themselves, because their models rate single ones. */
export function runMeters({ meters, groups, rated_by_event }: MeterRun, options: UsageMeterOptions): UsageMeter {
  const meter = createUsageMeter([...meters, ...groups.map((group) => group.meter)], options);
  const whole = new Set(groups.map((group) => group.meter.id));
  const collectors = meters
    .filter(({ id }) => rated_by_event.has(id))
    .map((own) => [own.id, createEventCollector(own, options)] as const);
  const collect = (event: EventInput) => collectors.forEach(([, collector]) => collector.add(event));
  const grouped = new Set(meters.filter(({ group_by }) => group_by?.length).map(({ id }) => id));
  return {
    add:
      collectors.length === 0
        ? meter.add
        : (event) => {
            const outcome = meter.add(event);
            collect(event);
            return outcome;
          },
    addAll: (events) => meter.addAll(collectors.length === 0 ? events : tapped(events, collect)),
    usage: () =>
      Object.fromEntries([
        ...[...meter.result()]
          .filter(([id]) => !whole.has(id))
          .map(([id, usage]) => [id, encodeUsage(usage, grouped.has(id))] as const),
        ...collectors.map(([id, collector]) => [id, encodeEvents(collector.events())] as const),
      ]),
    unmatchedUsage: () => groups.flatMap((group) => group.unmatched(meter.result())),
  };
}

/** The prices whose models rate single events. */
function eventPrices(prices: readonly ListedPrice[]): ReadonlySet<string> {
  return new Set(prices.filter(({ prepared }) => prepared.plan.shape === 'events').map(({ id }) => id));
}

/** A price that rates groups gets a list of them even when there was no event. */
function encodeUsage(usage: Usage, isGrouped: boolean): UsageInput {
  const quantity = formatDecimal(usage.quantity);
  // What was measured by day says so, in the form of `aggregateUsage`.
  const measured = usage.windows === undefined ? null : encodeAggregate(usage);
  if (!isGrouped) return measured ?? { quantity };
  const groups = usage.groups.map((group) => ({
    grouping_values: group.grouping_values,
    quantity: formatDecimal(group.quantity),
  }));
  const { quantity: whole, ...parts } = measured ?? { quantity, groups };
  return addsUp(usage) ? { quantity: whole, ...parts } : parts;
}

/** Groups of a maximum, or of a scale that does not terminate, come to something else together; each is billed for itself. */
function addsUp({ quantity, groups }: Usage): boolean {
  const sum = groups.reduce<Decimal>((total, group) => add(total, group.quantity), zero);
  return equals(sum, quantity);
}

/** Usage is the customer's own (§3 membership): by id or external id; an event that names nobody is taken as theirs. */
function ownerTest({ id, external_customer_id }: CustomerInput): (event: EventInput) => boolean {
  return ({ customer_id, external_customer_id: external }: EventInput) => {
    if (typeof customer_id === 'string') return customer_id === id;
    return typeof external === 'string' ? external === (external_customer_id ?? id) : true;
  };
}
