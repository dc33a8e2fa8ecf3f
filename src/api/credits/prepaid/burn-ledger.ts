import { replaceCharges, type CreditCharge, type LedgerRun } from '../../../credits/index.js';
import { settledAmount } from '../../../currency/index.js';
import { add, compareExact, zero, type Decimal } from '../../../decimal/index.js';
import { fail, pathAtKey, shown } from '../../../errors/index.js';
import type { CreditCharge as PayableCharge, CreditPayment, DraftRequest } from '../../../invoices/index.js';
import type { Instant } from '../../../time/index.js';
import type { LedgerReading } from '../decode/read-ledger.js';
import { encodeLedgerStep, type LedgerTransition } from '../encode/transition.js';
import { chargedBefore } from './charged-before.js';
import { chargesOfLine } from './line-charges.js';

/** The invoice for which ledgers are burnt: its own id, those whose recorded charges it replaces, and now. */
export type BurningInvoice = Pick<DraftRequest, 'earlier_lines'> & {
  readonly id: string;
  readonly replaced: ReadonlySet<string>;
  readonly at: Instant;
  readonly grace_hours: number;
};

/** What became of one ledger: what its blocks paid of each charge, in the order asked, and its next state. */
export type BurntLedger = {
  readonly payments: readonly (readonly CreditPayment[])[];
  readonly transition: LedgerTransition;
};

/** Charges lines to the ledger of their currency, from the first day of their periods, and runs it (§8.2, §8.3). */
export function burnLedger(
  reading: LedgerReading,
  lines: readonly PayableCharge[],
  invoice: BurningInvoice,
): BurntLedger {
  const { ledger } = reading;
  refuseIssued(reading, invoice);
  const { id: invoice_id, at, earlier_lines, replaced, grace_hours } = invoice;
  const charged = lines.map((line) =>
    chargesOfLine(line, {
      zone: ledger.zone,
      at,
      invoice_id,
      charged_before: chargedBefore(line, { ledger, earlier_lines }),
    }),
  );
  const next = replaceCharges(ledger, { charges: charged.flat(), replaced }, at);
  const { run, transition } = encodeLedgerStep(reading, { next, grace_hours });
  const payments = paymentsOf(run, charged);
  for (const own of payments) refuseFractions(own, reading);
  return { payments, transition };
}

/** An issued invoice keeps its credits; only what was never issued is computed anew (§8.5). */
function refuseIssued({ ledger, fields }: LedgerReading, { replaced }: BurningInvoice): void {
  const issued = ledger.charges.find((charge) => charge.issued !== null && replaced.has(charge.invoice_id));
  if (issued === undefined) return;
  const message = `hold ${shown(issued.invoice_id)}, which was issued; its credits no longer change. Bill what was found out about since as another invoice: give ordinal, and earlier_invoices`;
  fail(pathAtKey(fields, 'charges'), 'invalid_transition', message);
}

/** One payment per block, in the order in which they were first burnt; the deficit pays like a block (§8.3, §8.4). */
function paymentsOf(
  { entries }: LedgerRun,
  charged: readonly (readonly CreditCharge[])[],
): readonly (readonly CreditPayment[])[] {
  const paid = charged.map(() => new Map<string, Decimal>());
  const payerOf = new Map(charged.flatMap((days, position) => days.map((charge) => [charge, paid[position]] as const)));
  for (const { type, charge, block, amount } of entries) {
    const payers = charge === null || type !== 'decrement' ? undefined : payerOf.get(charge);
    const block_id = block?.id ?? 'deficit';
    payers?.set(block_id, add(payers.get(block_id) ?? zero, amount));
  }
  return paid.map((payers) => [...payers].map(([block_id, amount]) => ({ block_id, amount })));
}

function refuseFractions(payments: readonly CreditPayment[], { ledger, fields }: LedgerReading): void {
  const { currency } = ledger;
  const broken = payments.find(({ amount }) => compareExact(settledAmount(amount, currency), amount) !== 0);
  if (broken === undefined) return;
  const message = `hold ${shown(broken.block_id)}, of which a part finer than the minor unit of ${currency.code} would pay; give whole minor units`;
  fail(pathAtKey(fields, 'blocks'), 'unrounded_amount', message);
}
