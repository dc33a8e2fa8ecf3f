import { printMoney, type RealCurrency } from '../../../currency/index.js';
import { toNumber } from '../../../decimal/index.js';
import type { DraftedInvoice, InvoiceLine } from '../../../invoices/index.js';
import { millisPerHour, shiftInstant, type Instant } from '../../../time/index.js';
import type { CustomerInput, Invoice, InvoiceDraft, InvoiceLineItem, Writable } from '../../../wire/index.js';
import { encodeAdjustment } from '../../adjustments/encode/adjustment.js';
import { writeInstants, writePeriods, type WritePeriod } from '../../encode/instants.js';
import { printAmounts, type Printing } from '../../encode/print-amounts.js';
import { encodeInvoiceAdjustments } from './invoice-adjustments.js';
import type { WritePrice } from '../../prices/encode/price.js';
import { encodeSubLineItems } from '../../prices/encode/sub-line-item.js';
import { encodeTax } from './tax.js';

/** What an invoice document says beside its amounts. */
export type InvoiceHeading<Number extends string | null> = {
  readonly customer: CustomerInput;
  readonly subscription_id: string | null;
  readonly invoice_number: Number;
  readonly memo: string | null;
  readonly at: Instant;
  readonly grace_period_hours: number;
  readonly unrounded_scale: number;
  readonly writePrice: WritePrice;
};

/** Writes the draft as Orb's Invoice: all 41 keys, amounts printed to the minor unit (F1). */
export function encodeInvoice<Number extends string | null>(
  draft: DraftedInvoice,
  heading: InvoiceHeading<Number>,
): InvoiceDraft<Number> {
  const { customer, at } = heading;
  const { currency, totals } = draft;
  const dated = writeInstants();
  const printing = printAmounts(currency, heading.unrounded_scale);
  const configured = encodeInvoiceAdjustments(draft.invoice_adjustments, printing.configured);
  const { will_auto_issue, enabled } = automation(customer);
  const eligible_to_issue_at = dated(eligibleAt(draft, heading.grace_period_hours));
  const created_at = dated(at);
  const line_heading = { currency, heading, printing, created_at, datesOf: writePeriods(dated) };
  // One literal: an object that is put together of several costs more than all that stands in it.
  return {
    id: draft.id,
    invoice_number: heading.invoice_number,
    status: 'draft',
    invoice_source: draft.source,
    customer: { id: customer.id, external_customer_id: customer.external_customer_id ?? null },
    subscription: heading.subscription_id === null ? null : { id: heading.subscription_id },
    currency: currency.code,
    invoice_date: dated(draft.invoice_date),
    created_at,
    line_items: draft.lines.map((line) => encodeLine(line, line_heading)),
    subtotal: printMoney(totals.subtotal, currency),
    total: printMoney(totals.total, currency),
    amount_due: printMoney(totals.amount_due, currency),
    discount: configured.discount,
    discounts: configured.discounts,
    minimum: configured.minimum,
    minimum_amount: configured.minimum_amount,
    maximum: configured.maximum,
    maximum_amount: configured.maximum_amount,
    // Nothing was paid, credited or collected on a draft yet.
    credit_notes: [],
    customer_balance_transactions: [],
    payment_attempts: [],
    due_date: null, // null while draft (F26)
    issued_at: null,
    issue_failed_at: null,
    paid_at: null,
    payment_started_at: null,
    payment_failed_at: null,
    sync_failed_at: null,
    voided_at: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    will_auto_issue,
    eligible_to_issue_at,
    scheduled_issue_at: will_auto_issue ? eligible_to_issue_at : null,
    auto_collection: { enabled, next_attempt_at: null, previously_attempted_at: null, num_attempts: 0 },
    billing_address: address(customer.billing_address),
    shipping_address: address(customer.shipping_address),
    customer_tax_id: customer.tax_id ? { ...customer.tax_id } : null,
    memo: heading.memo,
    metadata: {},
  };
}

function automation({ auto_issuance, auto_collection }: CustomerInput) {
  return { will_auto_issue: auto_issuance ?? true, enabled: auto_collection ?? false };
}

/** A draft waits for late events only if it bills usage (§11.1). */
function eligibleAt(draft: DraftedInvoice, grace_period_hours: number): Instant {
  const usage = draft.lines.some((line) => line.rated.price_type === 'usage_price');
  // A threshold was reached by what is known; later events are for the invoices to come (§10).
  const grace = usage && draft.source !== 'partial' ? grace_period_hours * millisPerHour : 0;
  return shiftInstant(draft.invoice_date, grace);
}

function address(given: CustomerInput['billing_address']): Writable<Invoice>['billing_address'] {
  if (!given) return null;
  const nothing = { line1: null, line2: null, city: null, state: null, postal_code: null, country: null };
  return { ...nothing, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** The customers whose usage was counted, where it was not the customer's own as usual. */
function customersOf({ counted }: InvoiceLine['request']): Writable<InvoiceLineItem>['usage_customer_ids'] {
  const ids = counted?.usage_customer_ids ?? null;
  return ids === null ? null : [...ids];
}

type LineHeading = {
  readonly currency: RealCurrency;
  readonly heading: InvoiceHeading<string | null>;
  /** In the currency of the invoice. */
  readonly printing: Printing;
  readonly created_at: string;
  readonly datesOf: WritePeriod;
};

function encodeLine(line: InvoiceLine, line_heading: LineHeading): Writable<InvoiceLineItem> {
  const { currency: invoice_currency, heading, printing: totals } = line_heading;
  const { request, rated } = line;
  const { currency } = request;
  const printing = currency === invoice_currency ? totals : printAmounts(currency, heading.unrounded_scale);
  const { print } = printing;
  const { start_date, end_date } = line_heading.datesOf(request.shown_period);
  return {
    id: line.id,
    name: request.name,
    price: heading.writePrice(request.price_interval_id, {
      price_type: rated.price_type,
      currency: currency.code,
      created_at: line_heading.created_at,
      quantity: rated.quantity,
    }),
    start_date,
    end_date,
    // Orb's quantity is a JSON number: the nearest double here, the exact decimal in the workings (F1).
    quantity: toNumber(rated.quantity),
    grouping: null,
    subtotal: print(line.subtotal),
    adjustments: line.adjusted.steps.map((step) => encodeAdjustment(step, line.subject.item_id, printing)),
    adjusted_subtotal: print(line.adjusted_subtotal),
    credits_applied: print(line.credits_applied),
    partially_invoiced_amount: totals.print(line.partially_invoiced_amount),
    amount: totals.print(line.amount),
    tax_amounts: line.taxes.map((tax) => encodeTax(tax, invoice_currency)),
    sub_line_items: encodeSubLineItems(rated.charges, line.shown_charges, print),
    usage_customer_ids: customersOf(request),
    filter: request.counted?.filter ?? null,
  };
}
