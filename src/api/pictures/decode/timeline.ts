import {
  invariant,
  isGiven,
  openChild,
  openFields,
  optionalText,
  pathOf,
  placeOf,
  problem,
  refuse,
  refuseUnknown,
  requiredText,
  valueAt,
  type Fields,
  type Issues,
} from '../../../errors/index.js';
import type { Interval } from '../../../cycles/index.js';
import type { Timeline, TimelineGroup, TimelineMark } from '../../../pictures/index.js';
import { dateInWords } from '../../../pictures/index.js';
import { localDate, readTimeZone, timeZone, type Instant, type Period, type TimeZone } from '../../../time/index.js';
import { readAnchoring, wholeAt } from '../../cycles/decode/cycle.js';
import { objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { readAdjustmentIntervals } from './timeline/adjustment-intervals.js';
import { adjustmentGroup, inWords, priceGroup, stretchGroup, type Stretch } from './timeline/groups.js';
import { readOpenInterval } from './timeline/interval.js';
import { readOrder, readPriceIntervals, readQuantities, type DrawnPrice } from './timeline/price-intervals.js';
import { spanOf } from './timeline/span.js';

const usualWidth = 960;

/** Reads a subscription and the options as what is drawn; refused with every fault found. */
export function readTimeline(given: unknown, options: unknown): Timeline {
  const reading = { issues: [] as Issues, watch: null };
  const subscription = openFields(given, placeOf('subscription'), reading);
  const asked = openFields(options, placeOf('options'), reading);
  const timeline = subscription && asked && readParts(subscription, asked);
  refuse(reading.issues);
  invariant(timeline !== null, 'a subscription without errors is read');
  return timeline;
}

/** What is asked for beside the subscription. */
type Asked = {
  readonly at: Instant | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly width: number;
};

function readParts(subscription: Fields, options: Fields): Timeline | null {
  const zone = readZone(subscription);
  const asked = readAsked(options, zone);
  const lifetime = readOpenInterval(subscription, zone);
  const prices = readPriceIntervals(subscription, zone);
  const adjustments = readAdjustmentIntervals(subscription, prices, zone);
  const quantities = readQuantities(subscription, zone);
  const anchoring = readAnchoring(subscription);
  const trial = readTrial(subscription, lifetime, zone);
  const phases = phasesOf(subscription, prices);
  const current = readCurrent(subscription, zone);
  if (lifetime === null || subscription.issues.length > 0) return null;
  const known = [...prices, ...adjustments, ...quantities, ...phases].map(({ interval }) => interval);
  const seen = [...known, ...(trial === null ? [] : [trial.interval]), ...momentsOf(current, asked.at)];
  const span = spanOf(lifetime, seen, asked);
  const anchor = anchoring === 'subscription_start' ? localDate(zone, lifetime.start) : anchoring;
  const view = { start: localDate(zone, lifetime.start), anchor, zone, span, width: asked.width };
  const groups = [
    stretchGroup(trial, phases, zone),
    priceGroup(prices, { view, quantities }),
    adjustmentGroup(adjustments, zone),
  ].filter(({ rows }) => rows.length > 0);
  const { width } = asked;
  const marks = marksOf({ lifetime, at: asked.at, zone });
  return { ...wordsOf(subscription, { lifetime, zone, groups }), zone, span, width, groups, current, marks };
}

function readZone(subscription: Fields): TimeZone {
  const utc = timeZone('UTC');
  const customer = openChild(subscription, 'customer');
  if (customer === null || !isGiven(valueAt(customer, 'timezone'))) return utc;
  const path = `${pathOf(customer.place)}.timezone`;
  return readTimeZone(valueAt(customer, 'timezone'), path, customer.issues) ?? utc;
}

function readAsked(options: Fields, zone: TimeZone): Asked {
  refuseUnknown(options, ['from', 'until', 'at', 'width']);
  const instantAt = (key: string): Instant | null =>
    isGiven(valueAt(options, key)) ? (boundaryAt(options, key, zone) ?? null) : null;
  const [at, from, until] = [instantAt('at'), instantAt('from'), instantAt('until')];
  if (from !== null && until !== null && until <= from) {
    const message = 'ends before anything of it could be seen; until has to come after from';
    options.issues.push(problem(pathOf(options.place), 'invalid_interval', message));
  }
  const bounds = { least: 320, most: 4000, code: 'invalid_type' } as const;
  const width = isGiven(valueAt(options, 'width')) ? wholeAt(options, 'width', bounds) : null;
  return { at, from, until, width: width ?? usualWidth };
}

function readTrial(subscription: Fields, lifetime: Interval | null, zone: TimeZone): Stretch | null {
  const trial = isGiven(valueAt(subscription, 'trial_info')) ? openChild(subscription, 'trial_info') : null;
  if (trial === null || lifetime === null || !isGiven(valueAt(trial, 'end_date'))) return null;
  const end = boundaryAt(trial, 'end_date', zone);
  return end === undefined ? null : { name: 'Trial', interval: { start: lifetime.start, end } };
}

function readCurrent(subscription: Fields, zone: TimeZone): Period | null {
  const keys = ['current_billing_period_start_date', 'current_billing_period_end_date'];
  if (!keys.every((key) => isGiven(valueAt(subscription, key)))) return null;
  const [start, end] = keys.map((key) => boundaryAt(subscription, key, zone));
  return start === undefined || end === undefined ? null : { start, end };
}

/** Phases last as long as the prices that belong to them; their names are the plan's. */
function phasesOf(subscription: Fields, prices: readonly DrawnPrice[]): readonly Stretch[] {
  const plan = isGiven(valueAt(subscription, 'plan')) ? openChild(subscription, 'plan') : null;
  const names = new Map<number, string>();
  for (const phase of plan === null ? [] : objectsAt(plan, 'plan_phases')) {
    const order = readOrder(phase, 'order');
    if (order !== null) names.set(order, requiredText(phase, 'name'));
  }
  const bounds = new Map<number, Interval>();
  for (const { phase, interval } of prices) {
    if (phase !== null) bounds.set(phase, around(interval, bounds.get(phase)));
  }
  const orders = [...bounds].sort(([a], [b]) => a - b);
  return orders.map(([order, interval]) => ({ name: names.get(order) ?? `Phase ${order}`, interval }));
}

function around(a: Interval, b: Interval | undefined): Interval {
  if (b === undefined) return a;
  const end = a.end === null || b.end === null ? null : a.end > b.end ? a.end : b.end;
  return { start: a.start < b.start ? a.start : b.start, end };
}

function momentsOf(current: Period | null, at: Instant | null): readonly Interval[] {
  return [...(current === null ? [] : [current]), ...(at === null ? [] : [{ start: at, end: at }])];
}

type Marked = { readonly lifetime: Interval; readonly at: Instant | null; readonly zone: TimeZone };

function marksOf({ lifetime, at, zone }: Marked): readonly TimelineMark[] {
  const { end } = lifetime;
  const marks: TimelineMark[] = [];
  if (end !== null) marks.push({ at: end, label: 'ends' });
  if (at !== null && at !== end) marks.push({ at, label: dateInWords(zone, at) });
  return marks;
}

type Worded = { readonly lifetime: Interval; readonly zone: TimeZone; readonly groups: readonly TimelineGroup[] };

/** The title, what stands under it, and the whole picture in words. */
function wordsOf(
  subscription: Fields,
  { lifetime, zone, groups }: Worded,
): Pick<Timeline, 'title' | 'subtitle' | 'description'> {
  const title = optionalText(subscription, 'name') ?? requiredText(subscription, 'id');
  const plan = isGiven(valueAt(subscription, 'plan')) ? openChild(subscription, 'plan') : null;
  const planName = plan && optionalText(plan, 'name');
  const parts = [planName === null ? null : `Plan ${planName}`, inWords(lifetime, zone), zone.name];
  const rows = groups.flatMap(({ heading, rows: listed }) => {
    const notes = listed.flatMap(({ bars }) => bars.map(({ note }) => note));
    return [`${heading}: ${notes.join('; ')}.`];
  });
  return {
    title,
    subtitle: parts.filter((part) => part !== null).join(' · '),
    description: [`Timeline of ${title}, ${inWords(lifetime, zone)}.`, ...rows].join(' '),
  };
}
