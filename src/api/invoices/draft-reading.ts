import { draftInvoiceFrom } from '../../invoices/index.js';
import type { InvoiceReading } from './decode/invoice-request.js';
import { encodeDraft, type InvoiceDraftResult } from './encode/draft-result.js';
import { payFromLedgers } from '../credits/prepaid/pay-from-ledgers.js';

/** Drafts what was read: the one way in which an invoice of a period or of a subscription is made. */
export function draftReading(reading: InvoiceReading): InvoiceDraftResult {
  const payer = payFromLedgers(reading);
  return encodeDraft(draftInvoiceFrom(payer.request), reading, payer.burnt());
}
