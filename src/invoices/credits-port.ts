import { raisedByMinimums, type AdjustedLine } from '../adjustments/index.js';
import {
  addExact,
  minimumExact,
  isZeroExact,
  signLater,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import type { RatedLine } from './rate-lines.js';

/**
 * What prepaid credits may pay: an in-arrear line, in its price's currency (D22).
 *
 * Everything is cumulative over the service period. `open` is what no invoice of the period paid with credits so far,
 * `excess` what earlier ones paid too much, because usage fell since; one of the two is zero;
 * `minimum_part` is what minimums raised the line by, which falls on the period's last day (§8.2).
 */
export type CreditCharge = {
  readonly line_id: string;
  readonly line: RatedLine;
  readonly adjusted: AdjustedLine;
  readonly minimum_part: Exact;
  readonly open: Exact;
  readonly excess: Exact;
  /** What earlier invoices of the period billed in money, in the invoice's currency. */
  readonly invoiced: Decimal;
  readonly applied_before: Exact;
};

/** How much of a charge one block pays: above zero, in the price's currency, whole minor units where that is real. */
export type CreditPayment = { readonly block_id: string; readonly amount: Exact };

/**
 * The port to prepaid credits: charges in, for each of them what is paid by which block out, in the order of burning.
 *
 * Pure, and asked once for all charges of an invoice, because they share the blocks. The payments of a charge come to at
 * most what is open of it.
 */
export type PayWithCredits = (charges: readonly CreditCharge[]) => readonly (readonly CreditPayment[])[];

/** The port of a customer without credits. */
export const payNothing: PayWithCredits = (charges) => charges.map(() => []);

/** What credits paid of a line, on this invoice and before. */
export type CreditedLineAmount = {
  /** C: cumulative over the service period. */
  readonly credits_applied: Exact;
  /** The part of it that earlier invoices of the period applied. */
  readonly applied_before: Exact;
  readonly payments: readonly CreditPayment[];
};

/** A line after steps 1 to 3, and what earlier invoices of its period came to. */
export type PayableLine = {
  readonly line_id: string;
  readonly line: RatedLine;
  readonly adjusted: AdjustedLine;
  /** What credits paid of it on them. */
  readonly applied_before: Exact;
  /** X (§1.2 step 6). */
  readonly invoiced: Decimal;
};

/** Step 4: offers every in-arrear line with something open, or something to give back, to the port, all at once (§1.2, §8). */
export function payLines(lines: readonly PayableLine[], pay: PayWithCredits): readonly CreditedLineAmount[] {
  // Without credits there is nothing to ask.
  if (pay === payNothing) return lines.map((line) => unpaid(keptCredits(line)));
  const kept = lines.map(keptCredits);
  const charges: CreditCharge[] = [];
  // Where among the charges each line stands; -1 where nothing is asked of it.
  const turns = lines.map((line, position) => {
    const charge = chargeOf(line, kept[position] as Exact);
    return charge === null ? -1 : charges.push(charge) - 1;
  });
  const paid = charges.length === 0 ? [] : pay(charges);
  return turns.map((turn, position) => paidLine(kept[position] as Exact, paid[turn] ?? noPayments));
}

function paidLine(applied_before: Exact, payments: readonly CreditPayment[]): CreditedLineAmount {
  if (payments.length === 0) return unpaid(applied_before);
  let credits_applied = applied_before;
  for (const { amount } of payments) credits_applied = addExact(credits_applied, amount);
  return { credits_applied, applied_before, payments };
}

const noPayments: readonly CreditPayment[] = [];

const withoutCredits: CreditedLineAmount = { credits_applied: zero, applied_before: zero, payments: noPayments };

function unpaid(applied_before: Exact): CreditedLineAmount {
  if (applied_before === zero) return withoutCredits;
  return { credits_applied: applied_before, applied_before, payments: noPayments };
}

/** C never exceeds what is owed: where usage fell, what was paid too much goes back to its block (§1.2). */
function keptCredits({ adjusted, applied_before }: PayableLine): Exact {
  if (applied_before === zero) return zero;
  return minimumExact(applied_before, atLeastZero(adjusted.adjusted_subtotal));
}

/** By its sign, which a share knows before it is worked out. */
function atLeastZero(amount: Exact): Exact {
  return signLater(amount) > 0 ? amount : zero;
}

function chargeOf(payable: PayableLine, kept: Exact): CreditCharge | null {
  const { line_id, line, adjusted, invoiced, applied_before } = payable;
  if (line.subject.billing_mode !== 'in_arrear') return null;
  // Most lines are on their first invoice: nothing was paid of them before, and nothing is computed.
  const open = atLeastZero(
    kept === zero ? adjusted.adjusted_subtotal : subtractExact(adjusted.adjusted_subtotal, kept),
  );
  const excess = applied_before === zero ? zero : subtractExact(applied_before, kept);
  if (isZeroExact(open) && isZeroExact(excess)) return null;
  const minimum_part = atLeastZero(raisedByMinimums(adjusted));
  return { line_id, line, adjusted, minimum_part, open, excess, invoiced, applied_before };
}
