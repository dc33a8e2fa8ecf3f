import { evaluateTopUps } from '../../index.js';
import type { CreditLedger, TopUpState } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { draftsOf } from '../billing/coming-drafts.js';
import { keepLedgers, ledgerOf, ledgersOf } from '../billing/ledgers.js';
import { billingOf, keepPurchases } from '../billing/purchases.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { topUpsOf } from '../resources/top-ups.js';

/** Buys credits where usage brought a balance down to a top-up's threshold (§8.6). */
export async function topUpDue(call: Call, customer_id: string): Promise<void> {
  const top_ups = await topUpsOf(call, customer_id);
  if (top_ups.length === 0) return;
  const charged = await chargedLedgers(call, customer_id);
  const { document: customer } = await needKept(call, 'customer', customer_id);
  for (const top_up of top_ups) {
    const known = charged.find(({ currency }) => currency === top_up.currency);
    await topUp(call, top_up, known ?? (await ledgerOf(call, customer, top_up.currency)));
  }
}

async function topUp(call: Call, top_up: TopUpState, ledger: CreditLedger): Promise<void> {
  const question = { ledger, top_ups: [top_up], at: call.at, ...policiesOf(call) };
  // Counted first, so that no invoice takes a number that it does not need.
  const count = evaluateTopUps(question).effects.filter(({ kind }) => kind === 'credit_purchase').length;
  if (count === 0) return;
  const customer = await needKept(call, 'customer', ledger.customer_id);
  const bought = evaluateTopUps({ ...question, billing: await billingOf(call, customer, count) });
  await keepLedgers(call, [bought.ledger]);
  await storeEffects(call.transaction, bought.effects);
  await keepPurchases(call, bought.invoices, { currency: ledger.currency, top_up_id: top_up.id });
}

/** A customer's ledgers with what open invoices charge by now; nothing of that is stored. */
export async function chargedLedgers(call: Call, customer_id: string): Promise<readonly CreditLedger[]> {
  let ledgers = await ledgersOf(call, customer_id);
  for (const kept of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    const drafts = await draftsOf(call, kept, ledgers);
    ledgers = drafts.at(-1)?.drafted.ledgers ?? ledgers;
  }
  return ledgers;
}
