import { createLedger } from '../../index.js';
import type { CreditLedger, Customer } from '../../wire/index.js';
import type { Call } from '../call.js';
import { ledgerId, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';

/** A customer's ledger in a currency; one in which nothing happened yet is empty. */
export async function ledgerOf(call: Call, customer: Customer, currency: string): Promise<CreditLedger> {
  const kept = await readKept(call, 'credit_ledger', ledgerId(customer.id, currency));
  if (kept !== null) return kept.document;
  const { id: customer_id, external_customer_id, timezone } = customer;
  return createLedger({ customer_id, external_customer_id, timezone, currency });
}

/** All of a customer's ledgers. */
export async function ledgersOf(call: Call, customer_id: string): Promise<readonly CreditLedger[]> {
  return (await allKept(call, 'credit_ledger', `customer:${customer_id}`)).map(({ document }) => document);
}

/** Stores ledgers as computations returned them. */
export async function keepLedgers(call: Call, ledgers: readonly CreditLedger[]): Promise<void> {
  call.moment?.keep(ledgers);
  for (const document of ledgers) {
    const id = ledgerId(document.customer_id, document.currency);
    const known = await readKept(call, 'credit_ledger', id);
    await writeKept(call, 'credit_ledger', { document, aside: undefined, version: known?.version ?? null });
  }
}
