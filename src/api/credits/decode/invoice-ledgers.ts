import type { InvoiceLedgers } from '../settle-ledgers.js';
import { readCreditLedgers } from '../../invoices/decode/credit-ledgers.js';
import type { InvoiceAction } from '../../invoices/decode/invoice-action.js';
import { readPurchasedCredits } from './purchased-credits.js';

/** Reads the ledgers that an action on an invoice touches: of the credits that it billed, and those that paid its lines. */
export function readInvoiceLedgers(action: InvoiceAction): InvoiceLedgers {
  return { purchased: readPurchasedCredits(action), paying: readCreditLedgers(action.input, action) };
}
