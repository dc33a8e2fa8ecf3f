import type { CreditBlock, Ledger } from '../../../credits/index.js';
import { formatDecimal, zero } from '../../../decimal/index.js';
import { formatInstant } from '../../../time/index.js';
import type { Effect } from '../../../wire/index.js';
import type { InvoiceSettings } from '../decode/invoice-settings.js';

/** The request to bill a block: what was granted, at its cost basis, dated by default when it takes effect (§8.5). */
export function encodePurchase(block: CreditBlock, settings: InvoiceSettings, ledger: Ledger): Effect {
  return {
    kind: 'credit_purchase',
    purchase: {
      customer_id: ledger.customer_id,
      block_id: block.id,
      quantity: formatDecimal(block.amount),
      unit_amount: formatDecimal(block.cost_basis ?? zero),
      credit_currency: ledger.currency.code,
      ...settings,
      invoice_date: settings.invoice_date ?? formatInstant(block.effective),
    },
  };
}
