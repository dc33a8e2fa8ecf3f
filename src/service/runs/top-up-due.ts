import { evaluateTopUps } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { CreditLedger, Effect, TopUpState } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { isOfLedger } from '../billing/advanced-ledger.js';
import { chargedLedgers } from '../billing/charged-ledgers.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { billingOf, keepPurchases } from '../billing/purchases.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept } from '../kept/documents.js';
import { topUpsOf } from '../resources/top-ups.js';

/** Buys credits where usage brought a balance down to a top-up's threshold (§8.6). */
export async function topUpDue(call: Call, customer_id: string): Promise<void> {
  // A run that comes late passes moments at which an order was not made yet.
  const top_ups = (await topUpsOf(call, customer_id)).filter(({ active_from }) => isPast(active_from, call.at));
  if (top_ups.length === 0) return;
  // A ledger that is still empty is charged as well, so that what is bought first is bought for what was used.
  const currencies = top_ups.map(({ currency }) => currency);
  const charged = await chargedLedgers(call, customer_id, currencies);
  const changes = charged.effects();
  const { document: customer } = await needKept(call, 'customer', customer_id);
  for (const top_up of top_ups) {
    const { currency } = top_up;
    const known = charged.ledgers.find((ledger) => ledger.currency === currency);
    const ledger = known ?? (await ledgerOf(call, customer, currency));
    await topUp(call, top_up, { ledger, effects: changes.filter((effect) => isOfLedger(effect, currency)) });
  }
}

function isPast(active_from: TopUpState['active_from'], at: string): boolean {
  // ≤: it is active from that instant on.
  return !active_from || parseInstant(active_from) <= parseInstant(at);
}

/** A ledger with what open invoices charge, and what these charges change of it. */
type Charged = { readonly ledger: CreditLedger; readonly effects: readonly Effect[] };

async function topUp(call: Call, top_up: TopUpState, { ledger, effects }: Charged): Promise<void> {
  const question = { ledger, top_ups: [top_up], at: call.at, ...policiesOf(call) };
  // Counted first, so that no invoice takes a number that it does not need.
  const foreseen = evaluateTopUps(question);
  // Credits that cost nothing are invoiced by nobody.
  if (foreseen.ledger.blocks.length === ledger.blocks.length) return;
  const count = foreseen.effects.filter(({ kind }) => kind === 'credit_purchase').length;
  const customer = await needKept(call, 'customer', ledger.customer_id);
  const bought = evaluateTopUps({ ...question, billing: await billingOf(call, customer, count) });
  await keepLedgers(call, [bought.ledger]);
  // The ledger is kept with the charges that brought it down, so that its entries have to be as well.
  await storeEffects(call.transaction, [...effects, ...bought.effects]);
  await keepPurchases(call, bought.invoices, { currency: ledger.currency, top_up_id: top_up.id });
}
