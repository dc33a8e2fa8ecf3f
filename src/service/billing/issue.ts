import { issueCreditCharges, issueInvoice, type PurchasedCreditsInput } from '../../index.js';
import type { Effect, Invoice } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { tell } from '../messages.js';
import { customerThen, movedNow } from './balance-then.js';
import { nextNumber } from './invoice-number.js';
import { keepLedgers, ledgerOf, ledgersOf } from './ledgers.js';

/** Issues a stored draft: it gets its number, what credits paid of it becomes final, and the balance is applied. */
export async function issueKept(
  call: Call,
  kept: Kept<'invoice'>,
  issued_by: 'request' | 'schedule',
): Promise<Kept<'invoice'>> {
  const customer = await needKept(call, 'customer', kept.document.customer.id);
  const purchased = await purchasedBy(call, kept);
  const { customer: payer, later } = await customerThen(call, customer.document);
  const issuedThen = issueInvoice({
    invoice: kept.document,
    customer: payer,
    at: call.at,
    issued_by,
    invoice_number: kept.document.invoice_number || (await nextNumber(call, customer)),
    payment_terms: kept.aside.payment_terms,
    ...purchased,
    ...policiesOf(call),
  });
  const issued = movedNow(issuedThen, later);
  const next = await writeKept(call, 'invoice', { ...kept, document: issued.invoice });
  if (issued.ledger !== null) await keepLedgers(call, [issued.ledger]);
  const charged = await chargeLedgers(call, issued.invoice);
  await storeEffects(call.transaction, [...issued.effects, ...charged]);
  await tell(call, [{ kind: 'invoice_issued', at: call.at, invoice: issued.invoice }]);
  return (await readKept(call, 'invoice', next.document.id)) ?? next;
}

/** What credits paid of an invoice is settled with it (§8.2). */
async function chargeLedgers(call: Call, { id, customer }: Invoice): Promise<readonly Effect[]> {
  const effects: Effect[] = [];
  for (const ledger of await ledgersOf(call, customer.id)) {
    if (!ledger.charges.some(({ invoice_id }) => invoice_id === id)) continue;
    const step = issueCreditCharges({ ledger, invoice_id: id, at: call.at, ...policiesOf(call) });
    await keepLedgers(call, [step.ledger]);
    effects.push(...step.effects);
  }
  return effects;
}

/** The credits that an invoice billed, as actions on the invoice take them. */
export async function purchasedBy(
  call: Call,
  { document, aside }: Kept<'invoice'>,
): Promise<{ readonly purchased?: PurchasedCreditsInput }> {
  if (aside.purchase === null) return {};
  const { currency, block_ids, top_up_id } = aside.purchase;
  const customer = await needKept(call, 'customer', document.customer.id);
  const ledger = await ledgerOf(call, customer.document, currency);
  return { purchased: { ledger, block_ids, top_up: top_up_id === null ? null : { id: top_up_id } } };
}
