import { roundMoney } from '../../currency/index.js';
import { compare, isZero, minimum, sign, subtract, zero, type Decimal, type Exact } from '../../decimal/index.js';
import { refundUnused, type ProrationBasis } from '../../proration/index.js';
import type { Instant, TimeZone } from '../../time/index.js';
import type { LineCredit } from '../credit-notes/credit-note.js';
import type { Credited } from '../credit-notes/credited-line.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/** What is given back of one invoice, line by line. */
export type InvoiceRefund = { readonly invoice: RecordedInvoice; readonly credits: readonly LineCredit[] };

/** The invoices that may have billed an advance, what was credited of their lines, and how days are counted. */
export type Advances = {
  readonly invoices: readonly RecordedInvoice[];
  readonly credited: ReadonlyMap<string, Credited>;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/** Which prices stop being used, and from when. */
export type Unused = { readonly price_ids: ReadonlySet<string>; readonly from: Instant };

/**
 * What was billed in advance for the time from an instant on, invoice by invoice in the order of their dates (§5, D27).
 *
 * A recorded line tells its adjusted subtotal to the minor unit, which is what its share is taken of.
 */
export function refundAdvances({ price_ids, from }: Unused, advances: Advances): readonly InvoiceRefund[] {
  const { zone, basis } = advances;
  return refundsOf(advances, (line, invoice, refunded) => {
    // ≤ at the start: an advance that begins then is wholly unused; one that ended before is used up.
    if (!price_ids.has(line.price_id) || line.end <= from) return zero;
    const service_period = { start: line.start, end: line.end };
    const billed = { adjusted_subtotal: line.adjusted_subtotal, amount: line.amount, refunded, service_period };
    const unused = from < line.start ? line.start : from;
    return refundUnused(billed, { from: unused, zone, basis, currency: invoice.currency });
  });
}

/**
 * Gives an amount back on what was billed in advance of one price for a time, the newest lines first, each at most by what
 * is not credited yet (§9.2). What no line can give back stays undone.
 */
export function refundAmount(amount: Exact, { price_ids, from }: Unused, advances: Advances): readonly InvoiceRefund[] {
  let left: Decimal | null = null;
  const newest = { ...advances, invoices: [...advances.invoices].reverse() };
  return refundsOf(newest, (line, invoice, refunded) => {
    left ??= roundMoney(amount, invoice.currency);
    if (!price_ids.has(line.price_id) || line.end <= from || line.start > from) return zero;
    const given = minimum(left, subtract(line.amount, refunded));
    if (sign(given) <= 0) return zero;
    left = subtract(left, given);
    return given;
  });
}

type RefundOfLine = (line: RecordedLine, invoice: RecordedInvoice, refunded: Decimal) => Decimal;

function refundsOf({ invoices, credited }: Advances, refundOf: RefundOfLine): readonly InvoiceRefund[] {
  return invoices.filter(isStanding).flatMap((invoice): readonly InvoiceRefund[] => {
    const credits = invoice.lines.flatMap((line, position): readonly LineCredit[] => {
      if (!line.is_advance) return [];
      const amount = refundOf(line, invoice, credited.get(line.id)?.amount ?? zero);
      return isZero(amount) || compare(amount, zero) < 0 ? [] : [{ line, amount, position }];
    });
    return credits.length === 0 ? [] : [{ invoice, credits }];
  });
}

/** A draft is recomputed and a void invoice stands for nothing: neither is refunded. */
function isStanding({ status }: RecordedInvoice): boolean {
  return status === 'issued' || status === 'paid' || status === 'synced';
}
