import { deleteCreditBlock } from '../../index.js';
import type { CreditBlock, CreditBlockInvoices } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { allocatingInvoices } from './allocating-invoices.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';

type BlockParams = { readonly block_id: string };

export async function fetchCreditBlock(call: Call, { block_id }: BlockParams): Promise<CreditBlock> {
  return (await needKept(call, 'credit_block', block_id)).document;
}

/** A block with the invoices that billed it, an allocation's with those of its subscription; others have none. */
export async function listBlockInvoices(call: Call, { block_id }: BlockParams): Promise<CreditBlockInvoices> {
  const kept = await needKept(call, 'credit_block', block_id);
  const { document: block } = kept;
  const purchases = (await allKept(call, 'invoice', `block:${block_id}`)).map(({ document }) => document);
  const invoices = block.credit_block_source === 'allocation' ? await allocatingInvoices(call, kept) : purchases;
  return {
    block,
    invoices: invoices.map(({ id, invoice_number, status, customer, subscription }) => ({
      id,
      invoice_number,
      status,
      customer,
      subscription,
    })),
  };
}

/** Deletes a block as if it had never been; its invoice is deleted, voided or credited (§8.5). */
export async function removeCreditBlock(call: Call, { block_id }: BlockParams): Promise<null> {
  const { aside } = await needKept(call, 'credit_block', block_id);
  const { document: customer } = await needKept(call, 'customer', aside.customer_id);
  const [invoice] = await allKept(call, 'invoice', `block:${block_id}`);
  const notes = invoice ? await allKept(call, 'credit_note', `invoice:${invoice.document.id}`) : [];
  const credit_notes = notes.map(({ document }) => document).filter(({ voided_at }) => voided_at === null);
  const deleted = deleteCreditBlock({
    ledger: await ledgerOf(call, customer, aside.currency),
    block_id,
    at: call.at,
    ...(invoice === undefined ? {} : { purchase: { invoice: invoice.document, customer, credit_notes } }),
    ...policiesOf(call),
  });
  await keepLedgers(call, [deleted.ledger]);
  const kept = deleted.invoice && (await readKept(call, 'invoice', deleted.invoice.id));
  if (kept && deleted.invoice) {
    const document = { ...deleted.invoice, invoice_number: deleted.invoice.invoice_number ?? '' };
    await writeKept(call, 'invoice', { ...kept, document });
  }
  await storeEffects(call.transaction, deleted.effects);
  return null;
}
