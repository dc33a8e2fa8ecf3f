import { add, equals, sign } from '../../../decimal/index.js';
import { openFields, placeOf, type Fields } from '../../../errors/index.js';
import {
  refundRest,
  serviceDates,
  voidRecord,
  type LineCredit,
  type RecordedInvoice,
  type RecordedLine,
} from '../../../invoices/index.js';
import { formatInstant, shiftInstant, type Instant } from '../../../time/index.js';
import { readRecordedInvoice } from '../../invoices/decode/recorded-invoice.js';
import { encodeTransition } from '../../invoices/encode/invoice-transition.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import { enter, type Books } from './books.js';
import { compareBilled, excessOf, type LineCorrection } from './compare-billed.js';
import { actionOn, documentOf } from './documents.js';
import { canMeasure, draftOf } from './draft.js';
import { billsQuantitiesOnly, invoiceOf, ownInvoices } from './own-invoices.js';
import { ledgersWithout } from './ledgers-without.js';
import { partedFees, partedSince, settleParted } from './parted-fees.js';
import { refundOutside } from './refund-outside.js';
import { creditedIn, creditRefund } from './refund.js';

/** Dates of invoices that a change may have made wrong, both included. */
export type CorrectedDates = { readonly from: Instant; readonly until: Instant };

/** What becomes of the invoices of one date: they stay, they are made anew, or what changed is settled beside them. */
export type Judgment = {
  readonly date: Instant;
  readonly standing: readonly RecordedInvoice[];
  readonly changes: readonly LineCorrection[];
  readonly verdict: 'keep' | 'invoice' | 'void' | 'settle';
  /** The fees in advance that are settled stretch by stretch, whatever the verdict. */
  readonly parted: readonly BilledPeriod[];
};

/**
 * Compares the invoices dated in a time with their recomputation (§9.2): where one is wrong and issued it is voided and made
 * anew; a paid or synced one stays, what it billed too much goes back on a note, what it billed too little on an invoice
 * of its own. A date that was not invoiced yet is invoiced. Without events only fixed fees are compared, and nothing is
 * voided that also bills usage.
 *
 * All dates are recomputed as if none of their invoices had been made, nor anything given back on them, because what a date
 * bills depends on what the dates before it come to.
 */
export function judgeInvoices(books: Books, dates: CorrectedDates, step: BillableStep): readonly Judgment[] {
  const own = comparedInvoices(books, step);
  const dated = datesIn(books, dates, step).map((date) => {
    return { date, standing: own.filter(({ invoice_date }) => invoice_date === date) };
  });
  // A draft is recomputed whenever it is looked at (§11.1).
  const made = dated.filter(({ standing }) => standing.every(({ status }) => status !== 'draft'));
  const replaced = made.flatMap(({ standing }) => standing);
  const ids = new Set(replaced.map(({ id }) => id));
  let recomputing: Books = {
    ...books,
    invoices: books.invoices.filter(({ id }) => !ids.has(id)),
    credit_notes: books.credit_notes.filter(({ invoice_id }) => !ids.has(invoice_id)),
    ledgers: ledgersWithout(replaced, books, step).map(({ ledger }) => ledger),
  };
  return made.map(({ date, standing }) => {
    const drafted = draftOf(recomputing, { date, only: null }, step);
    if (drafted !== null) recomputing = enter(recomputing, drafted);
    const recomputed = drafted === null ? [] : linesOf(drafted.invoice, step);
    const parted = standing.length === 0 ? [] : partedFees(books, date, step);
    return judge({ date, standing, parted, recomputed, books }, step);
  });
}

/**
 * Voids what is to be made anew. This goes before all else that a step invoices, so that neither the amounts of what was
 * wrong nor the credits that paid it stand in the way.
 */
export function voidWrong(books: Books, judgments: readonly Judgment[], step: BillableStep): Books {
  const wrong = judgments.filter(({ verdict }) => verdict === 'void').flatMap(({ standing }) => standing);
  return wrong.reduce((state, invoice) => voidInvoiceIn(state, invoice, step), books);
}

/**
 * Makes anew what was voided, invoices what was not, and settles what changed on invoices that stay. A line may reach from
 * one date into the period of another, so that fees are settled stretch by stretch once all dates are corrected.
 */
export function correctInvoices(books: Books, { from, judgments }: Correction, step: BillableStep): Books {
  const corrected = judgments.reduce((state, judgment) => correct(state, judgment, step), books);
  const judged = judgments.flatMap(({ parted }) => parted);
  const isJudged = ({ timed, period }: BilledPeriod): boolean =>
    judged.some((one) => one.timed.id === timed.id && one.period.start === period.start);
  const others = partedSince(corrected, from, step).filter((one) => !isJudged(one));
  return settleParted(refundOutside(corrected, from, step), [...judged, ...others], step);
}

/** Since when invoices are corrected, and what becomes of those of each date. */
type Correction = { readonly from: Instant; readonly judgments: readonly Judgment[] };

function correct(books: Books, judgment: Judgment, step: BillableStep): Books {
  const { verdict, date } = judgment;
  if (verdict === 'keep') return books;
  if (verdict === 'settle') return settleChanges(books, judgment, step);
  return invoiceOf(books, { date, only: notInvoicedAt(date, books, step) }, step);
}

/** The price intervals that this step did not invoice at a date already. */
function notInvoicedAt(date: Instant, books: Books, step: BillableStep): ReadonlySet<string> {
  const drafts = ownInvoices(books, step).filter((one) => one.status === 'draft' && one.invoice_date === date);
  const invoiced = new Set(drafts.flatMap(({ lines }) => lines.map(({ price_id }) => price_id)));
  return new Set(step.timeline.prices.filter(({ price }) => !invoiced.has(price.id)).map(({ id }) => id));
}

function comparedInvoices(books: Books, step: BillableStep): readonly RecordedInvoice[] {
  return ownInvoices(books, step).filter((invoice) => !billsQuantitiesOnly(invoice, step));
}

function datesIn(books: Books, { from, until }: CorrectedDates, step: BillableStep): readonly Instant[] {
  const window = { start: from, end: shiftInstant(until, 1) };
  const due = serviceDates(step.timeline, window, step.policies.max_periods);
  const dated = comparedInvoices(books, step)
    .map(({ invoice_date }) => invoice_date)
    .filter((date) => date >= from && date <= until);
  return [...new Set([...due, ...dated])].sort((a, b) => a - b);
}

type Recomputed = Pick<Judgment, 'date' | 'standing' | 'parted'> & {
  readonly recomputed: readonly RecordedLine[];
  /** As they were before the step. */
  readonly books: Books;
};

function judge({ recomputed, books, ...dated }: Recomputed, step: BillableStep): Judgment {
  const { standing, parted } = dated;
  const compared = (lines: readonly RecordedLine[]) => comparable(lines, parted, step);
  const billed = standing.flatMap((invoice) => compared(invoice.lines).map((line) => ({ line, invoice })));
  const lines = standing.length === 0 ? recomputed : compared(recomputed);
  const changes = compareBilled(billed, lines, creditedIn(books, standing));
  if (standing.length === 0 && (changes.length > 0 || lines.some(({ is_advance }) => is_advance))) {
    // Also what comes to nothing: that the days of a fee of cents were billed is told by its line alone.
    return { ...dated, changes, verdict: 'invoice' };
  }
  if (changes.length === 0) return { ...dated, changes, verdict: 'keep' };
  const may_void = standing.every((one) => one.status === 'issued' && compared(one.lines).length === one.lines.length);
  return { ...dated, changes, verdict: may_void ? 'void' : 'settle' };
}

/** The lines of an invoice that can be computed again in this step, and that tell alone what is billed. */
function comparable(
  lines: readonly RecordedLine[],
  parted: readonly BilledPeriod[],
  step: BillableStep,
): readonly RecordedLine[] {
  const settled = new Set(parted.map(({ timed }) => timed.price.id));
  const whole = lines.filter(({ price_id }) => !settled.has(price_id));
  if (canMeasure(step)) return whole;
  const fixed = new Set(
    step.subscription.price_intervals
      .filter(({ price }) => price.price_type === 'fixed_price')
      .map(({ price }) => price.id),
  );
  return whole.filter(({ price_id, is_advance }) => is_advance || fixed.has(price_id));
}

function linesOf(document: object, { rules }: BillableStep): readonly RecordedLine[] {
  const fields = openFields(document, placeOf('invoice'), { issues: [], watch: null }) as Fields;
  return readRecordedInvoice(fields, rules).lines;
}

function voidInvoiceIn(books: Books, invoice: RecordedInvoice, step: BillableStep): Books {
  const action = actionOn(documentOf(invoice, books), books, step);
  const transition = encodeTransition(action, {
    changed: { status: 'void', voided_at: formatInstant(step.at) },
    moves: voidRecord(action.record, action.customer.balance),
    effects: (next) => [{ kind: 'invoice_voided', invoice: next }],
  });
  const released = ledgersWithout([invoice], books, step);
  return enter(books, {
    ...transition,
    ledgers: released.map(({ ledger }) => ledger),
    effects: [...transition.effects, ...released.flatMap(({ effects }) => effects)],
  });
}

/** What was billed too much is credited line by line; what was billed too little is invoiced, less what was billed. */
function settleChanges(books: Books, { changes, standing, date }: Judgment, step: BillableStep): Books {
  // Other consequences of the step may have given back some of it by now.
  const credits = excessOf(changes, creditedIn(books, standing));
  const refunded = standing.reduce(
    (state, invoice) => creditExcess(state, { invoice, credits: credits.get(invoice.id) ?? [] }, step),
    books,
  );
  const short = changes.filter(({ amount }) => sign(amount) > 0).map(({ price_id }) => price_id);
  if (short.length === 0) return refunded;
  const intervals = step.timeline.prices.filter(({ price }) => short.includes(price.id)).map(({ id }) => id);
  return invoiceOf(refunded, { date, only: new Set(intervals) }, step);
}

type Excess = { readonly invoice: RecordedInvoice; readonly credits: readonly LineCredit[] };

/**
 * What was billed too much is of all days of the line, whenever its invoice is dated; of a line in advance some of whose days
 * were given back before, the rest goes back by what is left of each.
 */
function creditExcess(books: Books, { invoice, credits }: Excess, step: BillableStep): Books {
  const credited = creditedIn(books, [invoice]);
  const isRest = ({ line, amount }: LineCredit): boolean => {
    const known = credited.get(line.id);
    const isParted = line.is_advance && known?.dated !== undefined && known.dated.length > 0;
    return isParted && equals(add(known.amount, amount), line.amount);
  };
  const own = credits
    .filter((credit) => !isRest(credit))
    .map((credit) => ({ ...credit, period: { start: credit.line.start, end: credit.line.end } }));
  const days = { zone: step.customer.zone, basis: step.policies.proration_basis };
  const rest = new Set(credits.filter(isRest).map(({ line }) => line.id));
  const refunds = [
    ...(own.length === 0 ? [] : [{ invoice, credits: own }]),
    ...refundRest(rest, { invoices: [invoice], credited, ...days }),
  ];
  return refunds.reduce((state, refund) => creditRefund(state, refund, step), books);
}
