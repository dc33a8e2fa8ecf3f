import { add, formatDecimal, parseDecimal, subtract, type Decimal } from '../../decimal/index.js';
import type { BilledService } from '../../invoices/index.js';
import { parseInstant, shiftInstant, type Instant } from '../../time/index.js';
import type { CreditLedger, InvoiceDraft } from '../../wire/index.js';
import { readInvoiceOf } from '../invoices/decode/subscription/read-subscription-invoice.js';
import { openInput } from '../decode/input.js';
import { draftReading } from '../invoices/draft-reading.js';
import type { InvoiceDraftResult } from '../invoices/encode/draft-result.js';
import { chargeAhead, settleAhead } from './charges-ahead.js';
import { usageOn } from './forecast-usage.js';
import { grantedCurrencies, grantUntil } from './granted-credits.js';
import { buyCredits, type DatedCredits } from './quoted-credits.js';
import type { QuotedDate } from './quoted-horizon.js';
import type { HorizonDrafting } from './horizon-drafting.js';

/** An invoice of a quote; the days until it is due, or the day it is. */
export type HorizonInvoice = {
  readonly invoice: InvoiceDraft;
  /** Null for a purchase of credits, which explains itself. */
  readonly draft: InvoiceDraftResult | null;
  readonly due: { readonly net_terms: number | null; readonly date: string | null };
};

/** What stands after what was invoiced so far. */
type Books = {
  readonly invoices: HorizonInvoice[];
  readonly ledgers: Map<string, CreditLedger>;
  /** What was billed of a service period already, by interval and start. */
  readonly billed: Map<string, Map<Instant, InvoiceDraft[]>>;
  waiting: readonly DatedCredits[];
  balance: Decimal;
};

/** Drafts every invoice of a horizon in order, each on the ledgers and the balance that the one before left. */
export function draftHorizon(drafting: HorizonDrafting): Pick<Books, 'invoices' | 'ledgers'> {
  const { billed, horizon } = drafting;
  const books: Books = {
    invoices: [],
    ledgers: new Map(drafting.ledgers.map((ledger) => [ledger.currency, ledger])),
    billed: new Map(),
    waiting: drafting.credits,
    balance: billed.customer.balance,
  };
  for (const quoted of drafting.dates) {
    buyUntil(books, quoted.date, drafting);
    draftDate(books, quoted, drafting);
  }
  const end = horizon.periods.at(-1)?.end;
  // What takes effect at the end belongs to what comes after it.
  if (end !== undefined) buyUntil(books, shiftInstant(end, -1), drafting);
  return books;
}

/** Puts in the credits that take effect by a date, so that they can pay what is invoiced on it. */
function buyUntil(books: Books, date: Instant, { billed, surroundings }: HorizonDrafting): void {
  while (books.waiting[0] !== undefined && books.waiting[0].effective <= date) {
    const [credits, ...others] = books.waiting;
    books.waiting = others;
    const bought = buyCredits(credits, books.ledgers.get(credits.currency), {
      customer: { ...billed.customer.document, balance: formatDecimal(books.balance) },
      zone: billed.customer.zone,
      tax: surroundings.tax,
      policies: surroundings.policies,
      purchases: books.invoices.filter(({ draft }) => draft === null).length,
    });
    books.ledgers.set(credits.currency, bought.ledger);
    for (const { invoice, payment_terms } of bought.invoices) {
      const { net_terms = null, due_date: due = null } = payment_terms;
      books.invoices.push({ invoice, draft: null, due: { net_terms, date: due } });
      carryBalance(books, invoice);
    }
  }
}

function draftDate(books: Books, { date, only }: QuotedDate, drafting: HorizonDrafting): void {
  const { billed, uses, horizon, surroundings } = drafting;
  const due = billed.servicesAt(date);
  const services = only === null ? due : due.filter(({ timed }) => only.has(timed.id));
  if (services.length === 0) return;
  grantBy(books, date, drafting);
  const { license_uses, licensing } = drafting;
  const counted = { date, horizon, by_day: license_uses };
  const { events, metrics, tax, policies } = surroundings;
  const own = { ...billed, customer: { ...billed.customer, balance: books.balance } };
  const looking = {
    date,
    own,
    ledgers: [...books.ledgers.values()],
    earlierOf: (ahead_of: readonly BilledService[]) => earlierOf(books, ahead_of),
  };
  const ahead = chargeAhead(drafting, looking);
  const earlier_invoices = earlierOf(books, services);
  const input = openInput({
    events,
    metrics,
    tax,
    policies,
    usage: uses.size === 0 ? undefined : usageOn(services, uses, counted),
    license_usage: license_uses.size === 0 ? undefined : usageOn(services, license_uses, counted),
    licenses: licensing.licenses,
    license_types: licensing.license_types,
    ledgers: books.ledgers.size === 0 ? undefined : ahead.ledgers,
    earlier_invoices,
  });
  const draft = draftReading(readInvoiceOf(input, own, { invoice_date: date, at: date, only, ordinal: 0 }));
  books.invoices.push({ invoice: draft.invoice, draft, due: { net_terms: null, date: null } });
  const settled = settleAhead({ ...ahead, ledgers: draft.ledgers }, draft.invoice, surroundings);
  for (const ledger of settled) books.ledgers.set(ledger.currency, ledger);
  for (const service of services) remember(books, service, draft.invoice);
  carryBalance(books, draft.invoice);
}

/** Grants what prices grant by a date; what begins with the end of the horizon is beyond it. */
function grantBy(books: Books, date: Instant, drafting: HorizonDrafting): void {
  const { subscription, schedule, billed, horizon, surroundings, licensing } = drafting;
  const { licenses } = licensing;
  const granting = { subscription, schedule, licenses, zone: billed.customer.zone, policies: surroundings.policies };
  const end = horizon.periods.at(-1)?.end;
  const at = date === end ? shiftInstant(date, -1) : date;
  for (const currency of grantedCurrencies(granting)) {
    books.ledgers.set(currency, grantUntil(currency, books.ledgers.get(currency), { ...granting, at }));
  }
}

/** The invoices that billed parts of the same service periods before (§10). */
function earlierOf(books: Books, services: readonly BilledService[]): readonly InvoiceDraft[] {
  const found = new Set<InvoiceDraft>();
  for (const { timed, service } of services) {
    for (const invoice of books.billed.get(timed.id)?.get(service.start) ?? []) found.add(invoice);
  }
  return [...found];
}

function remember(books: Books, { timed, service }: BilledService, invoice: InvoiceDraft): void {
  const periods = books.billed.get(timed.id) ?? new Map<Instant, InvoiceDraft[]>();
  books.billed.set(timed.id, periods);
  const known = periods.get(service.start);
  if (known === undefined) periods.set(service.start, [invoice]);
  else known.push(invoice);
}

/** The balance moves by what an invoice does not leave to be paid: amount due − new balance = total − balance (L9). */
function carryBalance(books: Books, { total, amount_due }: InvoiceDraft): void {
  books.balance = add(subtract(books.balance, parseDecimal(total)), parseDecimal(amount_due));
}

/** The instant that an invoice is dated. */
export function dateOf({ invoice }: HorizonInvoice): Instant {
  return parseInstant(invoice.invoice_date);
}
