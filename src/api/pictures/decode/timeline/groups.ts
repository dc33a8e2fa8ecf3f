import type { TimelineBar, TimelineGroup, TimelineRow } from '../../../../pictures/index.js';
import { dateInWords } from '../../../../pictures/index.js';
import type { Interval } from '../../../../cycles/index.js';
import type { TimeZone } from '../../../../time/index.js';
import type { DrawnAdjustment } from './adjustment-intervals.js';
import { boundariesOf, type BoundaryView, type DrawnPrice, type ScheduledQuantity } from './price-intervals.js';

/** What decides how intervals look: where boundaries are counted from, and the quantities of fixed fees. */
export type Surroundings = { readonly view: BoundaryView; readonly quantities: readonly ScheduledQuantity[] };

/** One row per price, with a bar for every interval in which it is in force, in the order in which prices appear. */
export function priceGroup(prices: readonly DrawnPrice[], surroundings: Surroundings): TimelineGroup {
  const rows = new Map<string, DrawnPrice[]>();
  for (const price of prices) {
    const row = rows.get(price.price_id);
    if (row === undefined) rows.set(price.price_id, [price]);
    else row.push(price);
  }
  const drawn = [...rows.values()].flatMap((row) => {
    const [first] = row;
    const bars = row.map((price) => priceBar(price, surroundings));
    return first === undefined ? [] : [{ label: first.name, detail: first.terms, bars }];
  });
  return { heading: 'Prices', tone: 'series-1', rows: drawn };
}

function priceBar(price: DrawnPrice, { view, quantities }: Surroundings): TimelineBar {
  const { start, end } = price.interval;
  return {
    start,
    end,
    note: `${price.name}, ${inWords(price.interval, view.zone)}`,
    boundaries: boundariesOf(price, view),
    labels: quantityLabels(price, quantities),
  };
}

/** Quantities from when each holds; a fee without a schedule has the one of its price throughout. */
function quantityLabels(price: DrawnPrice, quantities: readonly ScheduledQuantity[]): TimelineBar['labels'] {
  const { start, end } = price.interval;
  const scheduled = quantities
    .filter(({ price_id, interval }) => price_id === price.price_id && meets(interval, price.interval))
    .map(({ interval, quantity }) => ({ at: interval.start > start ? interval.start : start, text: `× ${quantity}` }))
    .sort((a, b) => a.at - b.at);
  if (scheduled.length > 0) return scheduled;
  return price.quantity === null || end === start ? [] : [{ at: start, text: `× ${price.quantity}` }];
}

function meets(a: Interval, b: Interval): boolean {
  return (a.end === null || a.end > b.start) && (b.end === null || b.end > a.start);
}

/** One row per adjustment. */
export function adjustmentGroup(adjustments: readonly DrawnAdjustment[], zone: TimeZone): TimelineGroup {
  const rows = adjustments.map(({ name, scope, interval }): TimelineRow => {
    const bar = plainBar(interval, { note: `${name}, ${inWords(interval, zone)}`, text: null });
    return { label: name, detail: scope, bars: [bar] };
  });
  return { heading: 'Adjustments', tone: 'series-3', rows };
}

/** A stretch of the subscription's life that has a name. */
export type Stretch = { readonly name: string; readonly interval: Interval };

/** The trial and the phases, each with a row of its own where there are any. */
export function stretchGroup(trial: Stretch | null, phases: readonly Stretch[], zone: TimeZone): TimelineGroup {
  const barOf = ({ name, interval }: Stretch, text: string | null): TimelineBar =>
    plainBar(interval, { note: `${name}, ${inWords(interval, zone)}`, text });
  const rows: TimelineRow[] = [];
  if (trial !== null)
    rows.push({ label: 'Trial', detail: 'fixed fees start when it ends', bars: [barOf(trial, null)] });
  if (phases.length > 0)
    rows.push({ label: 'Phases', detail: 'of the plan', bars: phases.map((phase) => barOf(phase, phase.name)) });
  return { heading: 'Trial and phases', tone: 'series-4', rows };
}

function plainBar({ start, end }: Interval, { note, text }: { note: string; text: string | null }): TimelineBar {
  return { start, end, note, boundaries: [], labels: text === null ? [] : [{ at: start, text }] };
}

/** An interval in words: its first day, and the first day on which it no longer holds. */
export function inWords({ start, end }: Interval, zone: TimeZone): string {
  const from = dateInWords(zone, start);
  return end === null ? `from ${from}, open` : `${from} until ${dateInWords(zone, end)}`;
}
