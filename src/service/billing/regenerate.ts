import {
  draftInvoice,
  invoicesDue,
  type InvoiceDraftResult,
  type InvoiceDue,
  type InvoicesDueInput,
} from '../../index.js';
import { formatInstant, parseInstant, shiftInstant } from '../../time/index.js';
import type { Invoice } from '../../wire/index.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { usageOfInvoices } from '../subscriptions/invoice-usage.js';
import { notesOn } from '../subscriptions/notes-on.js';
import { countedSince, payerOf } from './due-drafts.js';
import { keepChargedLedgers, ledgersOfAll } from './charged-ledgers.js';
import { keepLedgers } from './ledgers.js';

/**
 * A stored draft of a subscription's cycle, drafted anew with the usage that is known by now. Its labels and terms stay;
 * one whose lines were edited by hand stays as it is, because drafting it again would lose them (§11.1).
 */
export async function regenerated(call: Call, kept: Kept<'invoice'>): Promise<Kept<'invoice'>> {
  const owner = kept.document.subscription;
  if (owner !== null && isCyclic(kept)) await keepChargedLedgers(call, kept.document.customer.id);
  const drafted = await draftAgain(call, kept);
  if (drafted === null) return kept;
  const { metadata, auto_collection } = kept.document;
  await keepLedgers(call, drafted.ledgers);
  await storeEffects(
    call.transaction,
    drafted.effects.filter(({ kind }) => kind !== 'invoice_created'),
  );
  const document: Invoice = { ...drafted.invoice, invoice_number: '', metadata, auto_collection };
  return writeKept(call, 'invoice', { ...kept, document });
}

/** The draft as it would be made now; null where nothing of it can be. */
export async function draftAgain(call: Call, { document, aside }: Kept<'invoice'>): Promise<InvoiceDraftResult | null> {
  if (!isCyclic({ document, aside })) return null;
  const subscription = document.subscription && (await readKept(call, 'subscription', document.subscription.id));
  if (!subscription) return null;
  const customer = (await needKept(call, 'customer', document.customer.id)).document;
  const owned = { subscription: subscription.document, schedule: subscription.aside.schedule, customer };
  const due = leftOf(document, owned, policiesOf(call));
  if (due === null || settlesDays(document, due)) return null;
  const price_interval_ids = due.services.map(({ price_interval_id }) => price_interval_id);
  const { ledgers } = await ledgersOfAll(call, customer.id);
  const { invoice_date } = due;
  const [usage] = await usageOfInvoices(call, {
    kept: subscription,
    customer,
    ledgers,
    at: call.at,
    from: countedSince(subscription.document, [due]),
    invoices: [{ invoice_date, price_interval_ids }],
  });
  const kept = await allKept(call, 'invoice', `subscription:${subscription.document.id}`);
  const earlier_invoices = kept
    .map((invoice) => invoice.document)
    .filter((other) => other.id !== document.id && other.status !== 'void' && !isIssuedAfter(other, document));
  return draftInvoice({
    ...owned,
    customer: payerOf(customer, subscription.document),
    invoice_date,
    price_interval_ids,
    ordinal: ordinalOf(document),
    at: call.at,
    ...usage,
    earlier_invoices,
    credit_notes: await notesOn(call, earlier_invoices),
    ledgers,
    ...taxOf(call),
    ...modelsOf(call),
    ...policiesOf(call),
  });
}

/** Whether a draft is one of a subscription's cycle that nobody edited. */
function isCyclic({
  document: { status, invoice_source },
  aside,
}: Pick<Kept<'invoice'>, 'document' | 'aside'>): boolean {
  return status === 'draft' && invoice_source === 'subscription' && !aside.edited;
}

/** Whether a draft is counted after another of its date, and so nets it, not the other way round (§1.3). */
function isIssuedAfter(other: Invoice, draft: Invoice): boolean {
  const isOfDate = other.status === 'draft' && parseInstant(other.invoice_date) === parseInstant(draft.invoice_date);
  return isOfDate && ordinalOf(other) > ordinalOf(draft);
}

function ordinalOf({ id }: Invoice): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}

/**
 * Whether a draft bills only some days of a service: a step that settled a period made it of what was missing, by one line, and
 * to draft the service anew would bill all of it once more.
 */
function settlesDays({ line_items }: Invoice, { services }: InvoiceDue): boolean {
  return (
    line_items.length === 1 &&
    line_items.some(({ price, start_date, end_date }) => {
      // An instalment ends before its service does.
      if (price.invoicing_cycle_configuration !== null) return false;
      const service = services.find(({ price_id }) => price_id === price.id);
      if (service === undefined) return false;
      const isLater = parseInstant(start_date) > parseInstant(service.start_date);
      return isLater || parseInstant(end_date) < parseInstant(service.end_date);
    })
  );
}

type Owned = Pick<InvoicesDueInput, 'subscription' | 'schedule' | 'customer'>;

/**
 * What is left of a draft after its subscription changed: of several lines those that are services of its date. What a step
 * settled has one line; where that is no service, such as the difference of two quantities, it is null.
 */
function leftOf(draft: Invoice, owned: Owned, policies: Pick<InvoicesDueInput, 'policies'>): InvoiceDue | null {
  const due = servicesIn(draft, owned, policies);
  return due.services.length === 0 ? null : due;
}

/** The services that an invoice bills; null where one of its lines is no service of its date. */
export function dueOf(invoice: Invoice, owned: Owned, policies: Pick<InvoicesDueInput, 'policies'>): InvoiceDue | null {
  const due = servicesIn(invoice, owned, policies);
  const isBilled = ({ price_id, start_date }: InvoiceDue['services'][number]): boolean =>
    invoice.line_items.some(
      (line) => line.price.id === price_id && parseInstant(line.start_date) === parseInstant(start_date),
    );
  return due.services.length === invoice.line_items.length && due.services.every(isBilled) ? due : null;
}

function servicesIn(
  { invoice_date, line_items }: Invoice,
  owned: Owned,
  policies: Pick<InvoicesDueInput, 'policies'>,
): InvoiceDue {
  const until = formatInstant(shiftInstant(parseInstant(invoice_date), 1));
  const [due] = invoicesDue({ ...owned, from: invoice_date, until, ...policies });
  const prices = new Set(line_items.map(({ price }) => price.id));
  const services = (due?.services ?? []).filter(({ price_id }) => prices.has(price_id));
  return { invoice_date, services };
}
