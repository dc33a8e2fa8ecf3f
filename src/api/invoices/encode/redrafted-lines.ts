import type { Adjustment } from '../../../adjustments/index.js';
import { draftInvoiceFrom, payNothing, taxNothing, type DraftedInvoice } from '../../../invoices/index.js';
import type { InvoiceLineItem, Writable } from '../../../wire/index.js';
import type { DraftEdit } from '../decode/one-off/draft-edit.js';
import type { OneOffLine } from '../decode/one-off/one-off-lines.js';
import { encodeInvoice } from './invoice.js';
import { writtenPrices } from '../../prices/encode/price.js';

/** Lines as the steps of every invoice make them, and their documents, in order. */
export type RedraftedLines = {
  readonly lines: DraftedInvoice['lines'];
  readonly documents: readonly Writable<InvoiceLineItem>[];
};

/** Takes one-off lines through the steps of every invoice, for an edit of a draft; taxes are the edit's own. */
export function redraftLines(
  edit: DraftEdit,
  lines: readonly OneOffLine[],
  adjustments: readonly Adjustment[],
): RedraftedLines {
  const { customer, record, policies, at } = edit;
  const { invoice_date, currency } = record;
  const draft = draftInvoiceFrom({
    billed_to: customer.id,
    source: 'one_off',
    currency,
    period: { start: invoice_date, end: invoice_date },
    invoice_date,
    zone: customer.zone,
    lines: lines.map(({ line }) => line),
    adjustments,
    payWithCredits: payNothing, // credits pay what is billed in arrears (D22)
    earlier_lines: [],
    taxLines: taxNothing,
    customer_balance: customer.balance,
    // Every line that goes in is asked about by its position.
    policies: { ...policies, zero_lines: 'keep' },
  });
  const document = encodeInvoice(draft, {
    customer: customer.document,
    subscription_id: null,
    invoice_number: null,
    memo: null,
    at,
    grace_period_hours: 0,
    unrounded_scale: policies.unrounded_scale,
    writePrice: writtenPrices(lines.map(({ line, price }) => [line.price_interval_id, price])),
  });
  return { lines: draft.lines, documents: document.line_items };
}
