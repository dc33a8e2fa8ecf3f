import type { MoneyRules, RealCurrency } from '../../../currency/index.js';
import { subtract, zero } from '../../../decimal/index.js';
import { isGiven, pathOf, problem, shown, valueAt, type Fields } from '../../../errors/index.js';
import { auditPartials, type EarlierLine, type RecordedInvoice, type RecordedLine } from '../../../invoices/index.js';
import { formatInstant, type Period } from '../../../time/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readCreditedLines } from './credited-lines.js';
import { readRecordedInvoice } from './recorded-invoice.js';

/** The invoice that is drafted, as far as earlier ones must agree with it. */
export type DraftFrame = {
  readonly rules: MoneyRules;
  readonly currency: RealCurrency;
  /** The one period that is billed, or the service periods of a subscription's lines, by price. */
  readonly period: Period | ReadonlyMap<string, readonly Period[]>;
  /** Null: whatever it was billed for. */
  readonly subscription_id: string | null;
  readonly customer: { readonly id: string };
  /** The id that it will have; absent or null where others may have it too. */
  readonly idOf?: (() => string) | null;
};

/**
 * Reads the lines of `earlier_invoices`, which were billed of the same service periods before (§10). Void ones billed
 * nothing; what contradicts the draft is a fault that names it, and so are partial invoices that contradict each other (L49).
 */
export function readEarlierLines(input: Fields, frame: DraftFrame): readonly EarlierLine[] {
  const invoices = objectsAt(input, 'earlier_invoices').map((fields) => readRecordedInvoice(fields, frame.rules));
  const seen = new Set<string>();
  const own: RecordedInvoice[] = [];
  const lines = invoices.flatMap((invoice) => {
    const fault = seen.has(invoice.id)
      ? `${shown(invoice.id)} is given twice; give each invoice once`
      : misfit(invoice, frame);
    seen.add(invoice.id);
    if (fault !== null) input.issues.push(problem(pathOf(invoice.place), 'inconsistent_history', fault));
    if (invoice.status === 'void' || isOther(invoice, frame)) return [];
    if (fault === null) own.push(invoice);
    const givenBack = readGivenBack(input, invoice);
    return invoice.lines.map((line) => ({
      invoice_id: invoice.id,
      invoice_date: invoice.invoice_date,
      ...readLine({ line, invoice }, frame, input),
      amount: subtract(line.amount, givenBack.get(line.id)?.amount ?? zero),
    }));
  });
  input.issues.push(...auditPartials(own));
  return lines;
}

/**
 * What was given back because the order changed is billed again where the service is taken up again (§9.2); what was given
 * back for another reason, such as goodwill, stays given.
 */
function readGivenBack(input: Fields, invoice: RecordedInvoice) {
  if (!isGiven(valueAt(input, 'credit_notes'))) return new Map<string, never>();
  return readCreditedLines(input, invoice, 'Order change');
}

function misfit({ id, currency, customer_id, status }: RecordedInvoice, frame: DraftFrame): string | null {
  if (customer_id !== frame.customer.id) {
    return `${shown(id)} is of customer ${shown(customer_id)}, not of ${shown(frame.customer.id)}`;
  }
  if (currency.code !== frame.currency.code) {
    return `${shown(id)} is in ${currency.code}, not in ${frame.currency.code}`;
  }
  // Ids are identities (D25): what is billed after a period was closed is another invoice.
  const isClosed = status !== 'draft' && status !== 'void' && id === frame.idOf?.();
  return isClosed ? `${shown(id)} closed this period already; give ordinal: how many invoices did` : null;
}

/** Prices are shared by subscriptions, so that only its own invoices say what was billed of one. */
function isOther({ subscription_id }: RecordedInvoice, frame: DraftFrame): boolean {
  return frame.subscription_id !== null && subscription_id !== frame.subscription_id;
}

type EarlierBilled = { readonly line: RecordedLine; readonly invoice: RecordedInvoice };

/** Invoices of one service period all begin where it does; one that begins elsewhere would be billed twice. */
function readLine(
  { line, invoice }: EarlierBilled,
  { period }: DraftFrame,
  { issues }: Fields,
): Omit<EarlierLine, 'invoice_id' | 'invoice_date' | 'amount'> {
  const { price_id, start, end, credits_applied } = line;
  const billed = 'start' in period ? [period] : periodsBilled(period, { line, invoice });
  const overlapped = billed.find((own) => start !== own.start && start < own.end && end > own.start);
  if (overlapped !== undefined) {
    const own = `that begins at ${formatInstant(overlapped.start)}`;
    const message = `${shown(line.id)} on ${shown(invoice.id)} bills a part of the period ${own}, but begins elsewhere; give its own period`;
    issues.push(problem(pathOf(line.place), 'inconsistent_history', message));
  }
  return { price_id, start, credits_applied };
}

/** A subscription's fee may begin again within its period, because it was cut or changed (§9.2); parts of it never do. */
function periodsBilled(periods: ReadonlyMap<string, readonly Period[]>, { line, invoice }: EarlierBilled) {
  return invoice.source === 'partial' ? (periods.get(line.price_id) ?? []) : [];
}
