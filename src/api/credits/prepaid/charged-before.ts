import type { CreditCharge, Ledger } from '../../../credits/index.js';
import { add, maximumExact, roundExact, subtract, sumExact, zero, type Decimal } from '../../../decimal/index.js';
import type { CreditCharge as PayableCharge, EarlierLine } from '../../../invoices/index.js';
import { localDay, type Period } from '../../../time/index.js';

/** The ledger as earlier runs left it, and the invoices that billed parts of the same periods before. */
export type ChargeHistory = { readonly ledger: Ledger; readonly earlier_lines: readonly EarlierLine[] };

/** What earlier invoices charged of a line: in all, and what of it the ledger holds. */
export type ChargedBefore = { readonly amount: Decimal; readonly recorded: readonly CreditCharge[] };

/**
 * What earlier invoices charged of a line: what the ledger holds of them, or in money what they billed, where that is more
 * because there were no credits then. Credits of today never repay what was billed (§8.1).
 */
export function chargedBefore(charge: PayableCharge, { ledger, earlier_lines }: ChargeHistory): ChargedBefore {
  const { price_id, period, currency } = charge.line.request;
  const invoices = new Set(
    earlier_lines
      .filter((line) => line.price_id === price_id && line.start === period.start)
      .map(({ invoice_id }) => invoice_id),
  );
  if (invoices.size === 0) return { amount: zero, recorded: [] };
  const days = { start: localDay(ledger.zone, period.start).start, end: period.end };
  const recorded = ledger.charges.filter(
    (own) => own.price_id === price_id && invoices.has(own.invoice_id) && isWithin(own, days),
  );
  const held = recorded.reduce(
    (sum, { amount, returns_since }) => (returns_since === null ? add : subtract)(sum, amount),
    zero,
  );
  if (!currency.real) return { amount: held, recorded };
  const billed = maximumExact(held, sumExact([charge.invoiced, charge.applied_before]));
  // Both are whole minor units, so that nothing is cut off.
  return { amount: roundExact(billed, currency.places, 'down'), recorded };
}

function isWithin({ day }: CreditCharge, { start, end }: Period): boolean {
  return start <= day && day < end;
}
