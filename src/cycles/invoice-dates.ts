import { contains, isEmpty, shiftInstant, type Instant, type Period } from '../time/index.js';
import { cellsMeeting, refuseHorizon, within } from './billing-periods.js';
import { oneTimeDate, type BilledInterval } from './invoicing.js';

/**
 * The dates in a window at which invoices are due for a set of prices, in order, each once (§4.4).
 *
 * @param most - how many dates one price may have at most
 * @throws BillingError `horizon_exceeded` when one has more, without walking them
 */
export function invoiceDates(prices: readonly BilledInterval[], window: Period, most: number): readonly Instant[] {
  if (isEmpty(window)) return [];
  const dates = new Set<Instant>();
  for (const price of prices) for (const date of datesOf(price, window, most)) dates.add(date);
  refuseHorizon(dates.size, most);
  return [...dates].sort((a, b) => a - b);
}

function datesOf(price: BilledInterval, window: Period, most: number): readonly Instant[] {
  if (price.billing === null) {
    const date = oneTimeDate(price);
    return date !== null && contains(window, date) ? [date] : [];
  }
  return price.billing_mode === 'in_advance' ? starts(price, window, most) : ends(price, window, most);
}

/** Advances: the starts of portions that lie in the window. */
function starts({ interval, invoicing }: BilledInterval, window: Period, most: number): readonly Instant[] {
  const span = within(interval, window);
  if (span === undefined) return [];
  // A portion cut by the interval begins where the interval does.
  return cellsMeeting(invoicing, span, most)
    .map((cell) => (cell.start > interval.start ? cell.start : interval.start))
    .filter((date) => contains(window, date));
}

/** Arrears: the ends of portions that lie in the window. */
function ends({ interval, invoicing }: BilledInterval, window: Period, most: number): readonly Instant[] {
  // A portion that ends in [from, until) holds an instant of [from − 1, until − 1): the last one before its end.
  const start = window.start > interval.start ? shiftInstant(window.start, -1) : interval.start;
  const span = within(interval, { start, end: shiftInstant(window.end, -1) });
  if (span === undefined) return [];
  return cellsMeeting(invoicing, span, most)
    .map((cell) => (interval.end !== null && interval.end < cell.end ? interval.end : cell.end))
    .filter((date) => contains(window, date));
}
