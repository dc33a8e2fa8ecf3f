import { negate, negateExact, one, sign, subtract, zero } from '../../../decimal/index.js';
import { openFields, placeOf, type Fields } from '../../../errors/index.js';
import { serviceDates, servicesAt, type BilledService, type RecordedLine } from '../../../invoices/index.js';
import { part } from '../../../prices/index.js';
import type { TimedPrice } from '../../../subscriptions/index.js';
import { shiftInstant, type Instant, type Period } from '../../../time/index.js';
import { readRecordedInvoice } from '../../invoices/decode/recorded-invoice.js';
import { billRest, type BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { draftOf, type DraftWish } from './draft.js';
import { giveBack } from './give-back.js';

/** The newest instalment that fell due of a period, and the date of its invoice. */
type Instalment = { readonly date: Instant; readonly time: Period };

/** A period, and for which time goes back what is too much of it; none said: for that of the newest instalment. */
type InstalledPeriod = BilledPeriod & { readonly unused?: Period };

/**
 * Settles what a period comes to that is billed in instalments in advance: what the instalments up to now are short of their
 * share of it is billed with the date of the newest, what they are beyond it goes back on that one; what it cannot give
 * back the next one is less (§4.5, §9.2). Null where the period is not billed in instalments.
 */
export function settleInstalments(books: Books, billed: InstalledPeriod, step: BillableStep): Books | null {
  const instalment = newestOf(billed, step);
  if (instalment === null) return null;
  const { timed, period, unused } = billed;
  const { date, time } = instalment;
  const due = lineOf(noBooks(books), { date, only: advancesOf(step) }, { timed, step });
  const own = lineOf({ ...books, ledgers: [] }, { date, only: new Set([timed.id]) }, { timed, step });
  if (due === undefined || own === undefined) return books;
  const invoiced = own.partially_invoiced_amount;
  const missing = subtract(due.adjusted_subtotal, invoiced);
  if (sign(missing) === 0) return books;
  if (sign(missing) < 0)
    return giveBack(books, { price_id: timed.price.id, time: unused ?? time, amount: negate(missing) }, step);
  const line = {
    period: { start: due.start, end: due.end },
    from: { quantity: zero, amount: zero },
    to: { quantity: due.quantity, amount: due.adjusted_subtotal },
    remaining: { numerator: one, denominator: one },
    beside: [part('less what is billed already', negateExact(invoiced))],
  };
  return billRest(books, { timed, period, date, line }, step);
}

function newestOf({ timed, period }: BilledPeriod, step: BillableStep): Instalment | null {
  const until = period.end <= step.at ? period.end : shiftInstant(step.at, 1);
  if (until <= period.start) return null;
  const dates = serviceDates(step.timeline, { start: period.start, end: until }, step.policies.max_periods);
  return [...dates].reverse().flatMap((date) => instalmentAt(date, timed, step))[0] ?? null;
}

function instalmentAt(date: Instant, timed: TimedPrice, { timeline }: BillableStep): readonly Instalment[] {
  const isOwn = (billed: BilledService): boolean => billed.timed.id === timed.id;
  return servicesAt(timeline, date)
    .filter(isOwn)
    .flatMap(({ service: { portion } }) => {
      return portion === null || portion.of === 1 ? [] : [{ date, time: { start: portion.start, end: portion.end } }];
    });
}

function noBooks(books: Books): Books {
  return { ...books, invoices: [], credit_notes: [], ledgers: [] };
}

function advancesOf({ timeline }: BillableStep): ReadonlySet<string> {
  return new Set(timeline.prices.filter(({ price }) => price.billing_mode === 'in_advance').map(({ id }) => id));
}

type Asked = { readonly timed: TimedPrice; readonly step: BillableStep };

/** What the invoice of a date says of a price. */
function lineOf(books: Books, wish: DraftWish, { timed, step }: Asked): RecordedLine | undefined {
  const drafted = draftOf(books, wish, step);
  if (drafted === null) return undefined;
  const fields = openFields(drafted.invoice, placeOf('invoice'), { issues: [], watch: null }) as Fields;
  return readRecordedInvoice(fields, step.rules).lines.find(({ price_id }) => price_id === timed.price.id);
}
