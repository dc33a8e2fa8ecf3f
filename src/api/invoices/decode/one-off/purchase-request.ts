import { valueAt, type Fields } from '../../../../errors/index.js';
import { identity } from '../../../../invoices/index.js';
import {
  formatDate,
  formatInstant,
  localDate,
  parseInstant,
  type Instant,
  type TimeZone,
} from '../../../../time/index.js';
import type { CreditPurchase, CustomerInput, NewOneOffInvoice } from '../../../../wire/index.js';
import { readOneOff, type OneOffReading } from './one-off-request.js';

/** Where a purchase is billed: what the caller said of billing, the customer as they are by now, and when. */
export type PurchaseFrame = {
  /** `{ customer, tax, … }` as it was given. */
  readonly fields: Fields;
  readonly customer: CustomerInput;
  readonly zone: TimeZone;
  readonly at: Instant;
  readonly invoice_number: string;
  readonly policies: unknown;
};

/**
 * A purchase of credits as the one-off invoice that bills it: its units at their cost basis, in the customer's currency,
 * for the day that it is dated (§8.5).
 */
export function readPurchaseRequest(purchase: CreditPurchase, frame: PurchaseFrame): OneOffReading {
  const { fields, customer, at, invoice_number, policies } = frame;
  const value = {
    customer,
    at: formatInstant(at),
    request: requestOf(purchase, frame),
    invoice_number,
    tax: valueAt(fields, 'tax'),
    policies,
  };
  // One purchase makes one invoice, so that the block tells it apart from all others of its date.
  const ordinal = purchase.block_id;
  return readOneOff({ ...fields, value }, { ordinal, issued: purchase.mark_as_paid ? 'at_once' : 'when_due' });
}

function requestOf(purchase: CreditPurchase, { customer, zone }: PurchaseFrame): NewOneOffInvoice {
  const { credit_currency, quantity, unit_amount, invoice_date, memo, auto_collection } = purchase;
  const name = `Prepaid credits (${credit_currency})`;
  const day = formatDate(localDate(zone, parseInstant(invoice_date)));
  return {
    customer_id: purchase.customer_id,
    currency: customer.currency ?? '',
    invoice_date,
    net_terms: purchase.net_terms,
    due_date: purchase.custom_due_date,
    memo,
    auto_collection,
    // A purchase was asked for by whoever bought; it waits for nobody unless the customer's invoices do.
    will_auto_issue: customer.auto_issuance ?? true,
    line_items: [
      {
        name,
        item_id: purchase.item_id ?? identity('item', name),
        quantity,
        start_date: day,
        end_date: day,
        model_type: 'unit',
        unit_config: { unit_amount },
      },
    ],
  };
}
