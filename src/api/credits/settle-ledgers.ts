import { issueCharges, releaseCharges, type Ledger } from '../../credits/index.js';
import type { CreditLedger } from '../../wire/index.js';
import type { LedgerReading } from './decode/read-ledger.js';
import type { PurchasedCredits } from './decode/purchased-credits.js';
import type { InvoiceTransition } from '../invoices/encode/invoice-transition.js';
import { encodeLedgerStep } from './encode/transition.js';
import { disableTopUp, purchasedAfter, type PurchaseTransition, type SettledPurchase } from './settle-purchase.js';

/** The ledgers that an invoice touches: that of the credits it billed, and those that paid its lines. */
export type InvoiceLedgers = {
  readonly purchased: PurchasedCredits | null;
  readonly paying: readonly LedgerReading[];
};

/** An invoice after an action on it, with the ledgers that it touched. */
export type LedgersTransition = PurchaseTransition & {
  /** Those that were given as `ledgers`, in their order, after what the action made of the invoice's charges. */
  readonly ledgers: readonly CreditLedger[];
};

/**
 * Lets the issue or the voiding of an invoice act on credits: what it was paid with becomes final or comes back (§8.5,
 * §11.3), and what it billed is paid for or voided.
 *
 * A customer has one ledger of each currency, so that the ledger of the credits billed may be one that paid lines: both
 * changes are then made to it, one after the other.
 */
export function settleLedgers(
  transition: InvoiceTransition,
  { purchased, paying }: InvoiceLedgers,
  settled: SettledPurchase,
): LedgersTransition {
  const { kind, at, policies } = settled;
  const change = kind === 'voided' ? releaseCharges : issueCharges;
  const step = (reading: LedgerReading, next: Ledger) =>
    encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
  const bought = purchased && { reading: purchased.reading, next: purchasedAfter(purchased, settled) };
  const paid = paying.map((own) => {
    const { reading, next } = bought && sharesLedger(bought.reading, own) ? bought : { reading: own, next: own.ledger };
    return step(reading, change(next, transition.invoice.id, at));
  });
  const both = paying.findIndex((own) => bought !== null && sharesLedger(bought.reading, own));
  const billed = bought && (paid[both] ?? step(bought.reading, bought.next));
  const others = paid.filter((own) => own !== billed);
  return {
    ...transition,
    ledger: billed && billed.ledger,
    ledgers: paid.map(({ ledger }) => ledger),
    effects: [
      ...transition.effects,
      ...(billed?.effects ?? []),
      ...others.flatMap(({ effects }) => effects),
      ...disableTopUp(purchased, kind),
    ],
  };
}

function sharesLedger(a: LedgerReading, b: LedgerReading): boolean {
  return a.ledger.currency.code === b.ledger.currency.code;
}
