import { createLedger } from '../../index.js';
import type { CreditLedger, Customer } from '../../wire/index.js';
import type { Call } from '../call.js';
import { ledgerId, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';

/** A customer's ledger in a currency; one in which nothing happened yet is empty. */
export async function ledgerOf(call: Call, customer: Customer, currency: string): Promise<CreditLedger> {
  const kept = await readKept(call, 'credit_ledger', ledgerId(customer.id, currency));
  if (kept !== null) return asWritten(call, kept.document);
  const { id: customer_id, external_customer_id, timezone } = customer;
  return createLedger({ customer_id, external_customer_id, timezone, currency });
}

/** All of a customer's ledgers. */
export async function ledgersOf(call: Call, customer_id: string): Promise<readonly CreditLedger[]> {
  const kept = await allKept(call, 'credit_ledger', `customer:${customer_id}`);
  return kept.map(({ document }) => asWritten(call, document));
}

/** As it was kept since it was stored. */
function asWritten({ moment }: Call, stored: CreditLedger): CreditLedger {
  return moment?.written.get(ledgerId(stored.customer_id, stored.currency)) ?? stored;
}

/**
 * Stores ledgers as computations returned them; in a moment of a run the last of each is stored at its end, because every
 * invoice of the moment changes them and none but the last is read later.
 */
export async function keepLedgers(call: Call, ledgers: readonly CreditLedger[]): Promise<void> {
  call.moment?.charges.keep(ledgers);
  for (const document of ledgers) {
    const id = ledgerId(document.customer_id, document.currency);
    const known = await readKept(call, 'credit_ledger', id);
    if (known !== null && call.moment !== null) call.moment.written.set(id, document);
    else await writeKept(call, 'credit_ledger', { document, aside: undefined, version: known?.version ?? null });
  }
}

/** Stores the ledgers that a moment kept. */
export async function storeWritten(call: Call): Promise<void> {
  for (const [id, document] of call.moment?.written ?? []) {
    const known = await readKept(call, 'credit_ledger', id);
    await writeKept(call, 'credit_ledger', { document, aside: undefined, version: known?.version ?? null });
  }
}
