import { invoiceIdOf, type CreditCharge, type DraftRequest, type PayWithCredits } from '../../../invoices/index.js';
import type { InvoiceReading } from '../../invoices/decode/invoice-request.js';
import { burnLedger, type BurntLedger, type BurningInvoice } from './burn-ledger.js';

/** What is drafted with the credits port over ledgers, and what became of the ledgers once the invoice was drafted. */
export type LedgerPayer = {
  readonly request: DraftRequest;
  /** The ledgers after the last draft, in the order given. */
  readonly burnt: () => readonly BurntLedger[];
};

/** Pays an invoice from the customer's ledgers, each line from that of its currency; without any, as the caller asked. */
export function payFromLedgers(reading: InvoiceReading): LedgerPayer {
  const { ledgers, request } = reading;
  if (ledgers.length === 0) return { request, burnt: nothingBurnt };
  const invoice = burningInvoice(reading);
  const burn = (charges: readonly CreditCharge[]): readonly BurntLedger[] =>
    ledgers.map((own) => burnLedger(own, chargesIn(charges, own.ledger.currency.code), invoice));
  let last: readonly BurntLedger[] | null = null;
  const payWithCredits: PayWithCredits = (charges) => {
    last = burn(charges);
    const queues = new Map(
      ledgers.map((own, position) => [own.ledger.currency.code, (last?.[position]?.payments ?? []).values()] as const),
    );
    return charges.map(({ line }) => queues.get(line.request.currency.code)?.next().value ?? []);
  };
  return {
    request: { ...request, payWithCredits },
    // An invoice that offered nothing to credits takes back what an earlier run of it was charged.
    burnt: () => last ?? burn([]),
  };
}

function nothingBurnt(): readonly BurntLedger[] {
  return [];
}

function chargesIn(charges: readonly CreditCharge[], currency: string): readonly CreditCharge[] {
  return charges.filter(({ line }) => line.request.currency.code === currency);
}

/** A partial invoice also takes the place of what the closing ones of its periods were charged while these are open (§10). */
function burningInvoice({ request, heading, policies }: InvoiceReading): BurningInvoice {
  const id = invoiceIdOf(request);
  const closing = (request.closing_dates ?? []).map((invoice_date) =>
    invoiceIdOf({ ...request, source: 'subscription', invoice_date }),
  );
  return {
    id,
    replaced: new Set([id, ...closing]),
    at: heading.at,
    grace_hours: policies.grace_period_hours,
    earlier_lines: request.earlier_lines,
  };
}
