import {
  isGiven,
  isTextList,
  openChild,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { InvoiceAction } from '../../invoices/decode/invoice-action.js';
import { readLedger, type LedgerReading } from './read-ledger.js';

/** The credits that an invoice billed, where they are, and the top-up that ordered them. */
export type PurchasedCredits = {
  readonly reading: LedgerReading;
  readonly block_ids: readonly string[];
  readonly top_up_id: string | null;
};

/** Reads `purchased { ledger, block_ids, top_up }`; null where an invoice bought nothing that is spoken of. */
export function readPurchasedCredits({ input, policies, record }: InvoiceAction): PurchasedCredits | null {
  if (!isGiven(valueAt(input, 'purchased'))) return null;
  const fields = openChild(input, 'purchased');
  if (fields === null) return null;
  refuseUnknown(fields, ['ledger', 'block_ids', 'top_up']);
  const reading = readLedger(fields, policies);
  const top_up = isGiven(valueAt(fields, 'top_up')) ? openChild(fields, 'top_up') : null;
  const top_up_id = top_up && requiredText(top_up, 'id');
  const block_ids = readBlockIds(fields, reading);
  if (reading !== null) reportOtherCustomer(reading, record.customer_id);
  refuse(input.issues);
  return reading && { reading, block_ids, top_up_id };
}

function readBlockIds(fields: Fields, reading: LedgerReading | null): readonly string[] {
  const list = valueAt(fields, 'block_ids');
  if (!isTextList(list)) {
    report(fields, 'block_ids', wanting(list, 'a list of the ids of blocks'));
    return [];
  }
  const known = new Set(reading?.ledger.blocks.map(({ id }) => id));
  const unknown = list.filter((id) => reading !== null && !known.has(id));
  if (unknown.length > 0) {
    const message = `name ${shown(unknown[0])}, which is not a block that was granted in this ledger`;
    report(fields, 'block_ids', { code: 'block_not_found', message });
  }
  return [...new Set(list)];
}

function reportOtherCustomer({ fields, ledger }: LedgerReading, customer_id: string): void {
  if (ledger.customer_id === '' || ledger.customer_id === customer_id) return;
  const message = `is ${shown(ledger.customer_id)}, but the invoice is one of ${shown(customer_id)}; give their ledger`;
  report(fields, 'customer_id', { code: 'customer_reference', message });
}
