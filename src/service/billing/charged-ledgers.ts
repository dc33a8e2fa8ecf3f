import type { CreditLedger, Customer, Effect } from '../../wire/index.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';
import { advancedLedger, type AdvancedLedger } from './advanced-ledger.js';
import { draftsOf } from './coming-drafts.js';
import { ledgerOf, ledgersOf } from './ledgers.js';

/** Ledgers with what open invoices charge by now, and what that changes of those that are stored. */
export type ChargedLedgers = { readonly ledgers: readonly CreditLedger[]; readonly effects: readonly Effect[] };

/** A customer's ledgers with what open invoices charge by now; nothing of it is stored. */
export async function chargedLedgers(call: Call, customer_id: string): Promise<ChargedLedgers> {
  let ledgers = await ledgersOf(call, customer_id);
  const effects: Effect[] = [];
  for (const kept of await allKept(call, 'subscription', `customer:${customer_id}`)) {
    const drafts = await draftsOf(call, kept, ledgers);
    effects.push(...drafts.flatMap(({ drafted }) => drafted.effects));
    ledgers = drafts.at(-1)?.drafted.ledgers ?? ledgers;
  }
  return { ledgers, effects };
}

/** A ledger with what open invoices charge by now: usage is deducted as it happens, and not when it is invoiced (§8.2). */
export async function currentLedger(call: Call, customer: Customer, currency: string): Promise<AdvancedLedger> {
  const { ledgers, effects } = await chargedLedgers(call, customer.id);
  const ledger = ledgers.find((one) => one.currency === currency) ?? (await ledgerOf(call, customer, currency));
  return advancedLedger(call, ledger, effects);
}
