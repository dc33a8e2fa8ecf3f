import { toNumber } from '../../decimal/index.js';
import type { DraftedInvoice, InvoiceLine } from '../../invoices/index.js';
import { formatInstant, millisPerHour, shiftInstant, type Instant } from '../../time/index.js';
import type {
  CustomerInput,
  Invoice,
  InvoiceDraft,
  InvoiceLineItem,
  InvoiceWorkings,
  LineWorkings,
  Writable,
} from '../../wire/index.js';
import type { ListedPrice } from '../decode/price-list.js';
import { encodePrice } from './price.js';
import { encodeSubLineItems } from './sub-line-item.js';

/** What an invoice document says beside its amounts. */
export type InvoiceHeading<Number extends string | null> = {
  readonly customer: CustomerInput;
  readonly subscription_id: string | null;
  readonly invoice_number: Number;
  readonly memo: string | null;
  readonly at: Instant;
  readonly grace_period_hours: number;
  /** By price id. */
  readonly prices: ReadonlyMap<string, ListedPrice>;
};

/** Writes the draft as Orb's Invoice: all 41 keys, amounts as the workings print them. */
export function encodeInvoice<Number extends string | null>(
  draft: DraftedInvoice,
  workings: InvoiceWorkings,
  heading: InvoiceHeading<Number>,
): InvoiceDraft<Number> {
  const { customer, at } = heading;
  return {
    id: draft.id,
    invoice_number: heading.invoice_number,
    status: 'draft',
    invoice_source: 'subscription',
    customer: { id: customer.id, external_customer_id: customer.external_customer_id ?? null },
    subscription: heading.subscription_id === null ? null : { id: heading.subscription_id },
    currency: draft.currency.code,
    invoice_date: formatInstant(draft.invoice_date),
    created_at: formatInstant(at),
    line_items: draft.lines.map((line, position) =>
      encodeLine(line, workings.lines[position] as LineWorkings, heading),
    ),
    subtotal: workings.subtotal,
    total: workings.total,
    amount_due: workings.amount_due,
    ...unadjusted(),
    ...issuing(draft, heading),
    ...passedThrough(customer),
    memo: heading.memo,
    metadata: {},
  };
}

/** Nothing was paid, credited, collected or adjusted on a draft yet. */
function unadjusted() {
  return {
    discount: null,
    discounts: [],
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
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
  };
}

/** A draft waits for late events only if it bills usage (§11.1). */
function issuing(draft: DraftedInvoice, { customer, grace_period_hours }: InvoiceHeading<string | null>) {
  const usage = draft.lines.some((line) => line.rated.price_type === 'usage_price');
  const grace = usage ? grace_period_hours * millisPerHour : 0;
  const eligible_to_issue_at = formatInstant(shiftInstant(draft.invoice_date, grace));
  const will_auto_issue = customer.auto_issuance ?? true;
  const collected = customer.auto_collection ?? false;
  return {
    will_auto_issue,
    eligible_to_issue_at,
    scheduled_issue_at: will_auto_issue ? eligible_to_issue_at : null,
    auto_collection: { enabled: collected, next_attempt_at: null, previously_attempted_at: null, num_attempts: 0 },
  };
}

function passedThrough(
  customer: CustomerInput,
): Pick<Writable<Invoice>, 'billing_address' | 'shipping_address' | 'customer_tax_id'> {
  return {
    billing_address: address(customer.billing_address),
    shipping_address: address(customer.shipping_address),
    customer_tax_id: customer.tax_id ? { ...customer.tax_id } : null,
  };
}

function address(given: CustomerInput['billing_address']): Writable<Invoice>['billing_address'] {
  if (!given) return null;
  const nothing = { line1: null, line2: null, city: null, state: null, postal_code: null, country: null };
  return { ...nothing, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function encodeLine(
  line: InvoiceLine,
  workings: LineWorkings,
  heading: InvoiceHeading<string | null>,
): Writable<InvoiceLineItem> {
  const price = heading.prices.get(line.price_id) as ListedPrice;
  const shown = workings.rating.charges.map((charge) => charge.shown_amount ?? charge.amount);
  return {
    id: line.id,
    name: line.name,
    price: encodePrice(price, {
      price_type: line.rated.price_type,
      currency: line.currency.code,
      created_at: heading.at,
      quantity: line.rated.quantity,
    }),
    start_date: workings.start_date,
    end_date: workings.end_date,
    // Orb's quantity is a JSON number: the nearest double here, the exact decimal in the workings (F1).
    quantity: toNumber(line.rated.quantity),
    grouping: null,
    subtotal: workings.subtotal,
    adjustments: [],
    adjusted_subtotal: workings.adjusted_subtotal,
    credits_applied: workings.credits_applied,
    partially_invoiced_amount: workings.partially_invoiced_amount,
    amount: workings.amount,
    tax_amounts: [],
    sub_line_items: encodeSubLineItems(line.rated.charges, shown),
    usage_customer_ids: null,
    filter: null,
  };
}
