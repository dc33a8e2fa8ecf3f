import { createTopUp, deleteTopUp } from '../../index.js';
import type { CreditTopUp, NewCreditTopUp, Page, TopUpState } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { readKept, writeKept } from '../kept/documents.js';
import { allKept, listKept, mapPage, type PageParams } from '../kept/pages.js';
import { refuseMissing } from '../refusals.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';

/** Orders credits to be bought whenever the balance falls (§8.6); runs of billing buy them. */
export async function orderTopUp(
  call: Call,
  params: CustomerParams & { readonly body: NewCreditTopUp },
): Promise<CreditTopUp> {
  const { document: customer } = await needCustomer(call, params);
  const { top_up, effects } = createTopUp({
    customer,
    top_ups: await topUpsOf(call, customer.id),
    request: params.body,
    at: call.at,
    ...policiesOf(call),
  });
  await storeEffects(call.transaction, effects);
  return orbTopUp(top_up);
}

export async function listTopUps(call: Call, params: CustomerParams & PageParams): Promise<Page<CreditTopUp>> {
  const { document: customer } = await needCustomer(call, params);
  const page = await listKept(call, { kind: 'top_up', key: `customer:${customer.id}` }, params);
  return mapPage(page, ({ document }) => orbTopUp(document));
}

/** Ends a top-up; what it bought and nobody paid for is gone, with its invoices (§8.6). */
export async function endTopUp(call: Call, params: CustomerParams & { readonly top_up_id: string }): Promise<null> {
  const { document: customer } = await needCustomer(call, params);
  const { top_up_id } = params;
  const top_ups = await topUpsOf(call, customer.id);
  const top_up = top_ups.find(({ id }) => id === top_up_id);
  if (top_up === undefined) return refuseMissing('top up', top_up_id);
  const invoices = await allKept(call, 'invoice', `customer:${customer.id}`);
  const purchases = invoices.flatMap(({ document, aside }) =>
    aside.purchase?.top_up_id === top_up_id && ['draft', 'issued'].includes(document.status)
      ? aside.purchase.block_ids.map((block_id) => ({ block_id, invoice: document }))
      : [],
  );
  const deleted = deleteTopUp({
    ledger: await ledgerOf(call, customer, top_up.currency),
    top_up_id,
    top_ups,
    purchases,
    customer,
    at: call.at,
    ...policiesOf(call),
  });
  await keepLedgers(call, [deleted.ledger]);
  for (const { invoice } of deleted.invoices) {
    const kept = invoice && (await readKept(call, 'invoice', invoice.id));
    if (!kept || !invoice) continue;
    await writeKept(call, 'invoice', {
      ...kept,
      document: { ...invoice, invoice_number: invoice.invoice_number ?? '' },
    });
  }
  await storeEffects(call.transaction, deleted.effects);
  return null;
}

/** A customer's top-ups as they are kept. */
export async function topUpsOf(call: Call, customer_id: string): Promise<readonly TopUpState[]> {
  return (await allKept(call, 'top_up', `customer:${customer_id}`)).map(({ document }) => document);
}

/** Orb's document has no place for the date from which a top-up is active. */
function orbTopUp({ active_from: _active_from, ...top_up }: TopUpState): CreditTopUp {
  return top_up;
}
