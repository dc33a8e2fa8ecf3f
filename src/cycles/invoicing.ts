import type { BillingMode } from '../wire/index.js';
import { fail } from '../errors/index.js';
import { shiftInstant, type Instant, type Period } from '../time/index.js';
import { billingPeriodAt, type BillingPeriod, type Interval } from './billing-periods.js';
import type { CycleLength } from './cycle-length.js';
import { boundary, cellAt, indexAt, type Grid } from './grid.js';

/** A price in force: when, by which cycle it is billed and invoiced, and whether at a period's start or at its end. */
export type BilledInterval = {
  readonly interval: Interval;
  readonly billing_mode: BillingMode;
  /** Null: `one_time`. */
  readonly billing: Grid | null;
  /**
   * When it comes on an invoice: the billing grid itself, or one that divides its cells (`divideGrid`); for `one_time`
   * that of the subscription's billing period.
   */
  readonly invoicing: Grid;
};

/** The part of a billing period that lies in one cell of the invoicing cycle: number `index` of `of`, from 1 (§4.5). */
export type Portion = Period & { readonly index: number; readonly of: number };

/**
 * What one invoice bills of a price. `full_period` and `portion` are null for `one_time`, whose period is the one
 * instant at which it is billed (F14).
 */
export type ServicePeriod = Period & { readonly full_period: Period | null; readonly portion: Portion | null };

/**
 * The grid that splits every cell of another into equal steps (§4.5).
 *
 * @param length - of the invoicing cycle
 * @param path - where the invoicing cycle stands in the caller's input, for the refusal
 * @throws BillingError `invoicing_cycle_not_divisor` unless the length divides the cell: months by months, days by days
 */
export function divideGrid(grid: Grid, length: CycleLength, path = ''): Grid {
  const { unit, count } = grid.length;
  if (length.unit === unit && count % length.count === 0) return { ...grid, length };
  const stated = `${length.count} ${length.unit}s do not divide a billing cycle of ${count} ${unit}s`;
  return fail(path, 'invoicing_cycle_not_divisor', `${stated}; give a whole part of it in the same unit`);
}

/**
 * What the invoice dated at an instant bills of a price, or null: arrears of what ends then, advances of what starts
 * then (§4.4, Orb:API). At the end of the interval nothing starts any more, so only arrears are left.
 */
export function servicePeriodAt(price: BilledInterval, invoice_date: Instant): ServicePeriod | null {
  if (price.billing === null) return oneTimeDate(price) === invoice_date ? atInstant(invoice_date) : null;
  const inArrear = price.billing_mode === 'in_arrear';
  // The last instant before the date lies in what ends at it.
  const service = recurringServiceAt(price, inArrear ? shiftInstant(invoice_date, -1) : invoice_date);
  if (service === null) return null;
  return invoiceDateOf(service, price.billing_mode) === invoice_date ? service : null;
}

/** The instant at which a one-time price is billed, or null if its interval is empty (F14). */
export function oneTimeDate({ interval, billing_mode, invoicing }: BilledInterval): Instant | null {
  const { start, end } = interval;
  if (end !== null && end <= start) return null;
  if (billing_mode === 'in_advance') return start;
  // Strictly after the start: a start on a boundary waits for the next one.
  const next = boundary(invoicing, indexAt(invoicing, start) + 1);
  return end !== null && end < next ? end : next;
}

/** When a portion is invoiced: at its start in advance, at its end in arrears. */
export function invoiceDateOf({ portion, start }: ServicePeriod, billing_mode: BillingMode): Instant {
  if (portion === null) return start;
  return billing_mode === 'in_advance' ? portion.start : portion.end;
}

/** The service period and portion of a recurring price that hold an instant; null outside its interval. */
function recurringServiceAt({ interval, billing, invoicing }: BilledInterval, instant: Instant): ServicePeriod | null {
  const period = billingPeriodAt({ grid: billing, interval }, instant);
  if (period === null) return null;
  const { start, end, full_period } = period;
  // Invoiced as it is billed, as nearly every price is: the portion is the whole.
  const portion = invoicing === billing ? { start, end, index: 1, of: 1 } : portionAt(invoicing, period, instant);
  return { start, end, full_period, portion };
}

function portionAt(invoicing: Grid, period: BillingPeriod, instant: Instant): Portion {
  const cell = cellAt(invoicing, instant);
  const first = indexAt(invoicing, period.start);
  const last = indexAt(invoicing, shiftInstant(period.end, -1));
  return {
    start: cell.start > period.start ? cell.start : period.start,
    end: cell.end < period.end ? cell.end : period.end,
    index: indexAt(invoicing, instant) - first + 1,
    of: last - first + 1,
  };
}

function atInstant(instant: Instant): ServicePeriod {
  return { start: instant, end: instant, full_period: null, portion: null };
}
