import { add, equals, formatDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, pathOf, problem, type Issue } from '../../errors/index.js';
import type { Instant } from '../../time/index.js';
import type { InvoiceStatus } from '../../wire/index.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';

/** Checks an invoice's sums, its balance movements and its dates against its lines and its state (§1.3, §11). */
export function auditTotals(invoice: RecordedInvoice): readonly Issue[] {
  return [
    ...differing(invoice, 'subtotal', { said: invoice.subtotal, found: subtotalOf(invoice), what: 'lines add up to' }),
    ...differing(invoice, 'total', {
      said: invoice.total,
      found: totalOf(invoice),
      what: 'amounts and taxes add up to',
    }),
    ...auditMoves(invoice),
    ...auditAmountDue(invoice),
    ...auditDates(invoice),
  ];
}

/** Σ S of real lines + Σ M of virtual lines, M = amount + partially invoiced (F3). */
function subtotalOf({ lines }: RecordedInvoice): Decimal {
  return lines.reduce(
    (sum, line) => add(sum, line.is_money ? line.subtotal : add(line.amount, line.partially_invoiced_amount)),
    zero,
  );
}

/** L8: total = Σ amounts + Σ taxes. */
function totalOf({ lines }: RecordedInvoice): Decimal {
  return lines.reduce(
    (sum, { amount, taxes }) => taxes.reduce((total, tax) => add(total, tax.amount), add(sum, amount)),
    zero,
  );
}

function auditMoves(invoice: RecordedInvoice): readonly Issue[] {
  return invoice.balance_moves.flatMap(({ starting_balance, change, ending_balance }, position) => {
    const found = add(starting_balance, change);
    if (equals(found, ending_balance)) return [];
    const path = pathAt(pathAt(pathOf(invoice.place), 'customer_balance_transactions'), position);
    const message = `ends at ${formatDecimal(ending_balance)}, but its movement leads to ${formatDecimal(found)}`;
    return [problem(pathAt(path, 'ending_balance'), 'inconsistent_history', message)];
  });
}

/**
 * L9: an issued invoice's amount due is its total after what the balance paid (or was charged) and less what adjusting
 * credit notes took off it. A draft's depends on the balance of the day, which the document does not show.
 */
function auditAmountDue(invoice: RecordedInvoice): readonly Issue[] {
  if (invoice.status === 'draft' || invoice.status === 'void') return [];
  const of = (...actions: readonly string[]) =>
    invoice.balance_moves
      .filter(({ action }) => actions.includes(action))
      .reduce((sum, { change }) => add(sum, change), zero);
  const notes = invoice.credit_notes.filter(({ type, is_void }) => type === 'adjustment' && !is_void);
  const adjusting = new Set(notes.map(({ id }) => id));
  const excess = invoice.balance_moves
    .filter(({ credit_note_id }) => credit_note_id !== null && adjusting.has(credit_note_id))
    .reduce((sum, { change }) => add(sum, change), zero);
  const credited = notes.reduce((sum, { total }) => add(sum, total), zero);
  const paid = of('applied_to_invoice', 'small_invoice_carryover');
  const found = subtract(add(invoice.total, paid), subtract(credited, excess));
  return differing(invoice, 'amount_due', { said: invoice.amount_due, found, what: 'balance and credit notes leave' });
}

// Which date a state cannot be without.
const dated: { readonly [S in InvoiceStatus]: readonly ('issued_at' | 'paid_at' | 'voided_at')[] } = {
  draft: [],
  issued: ['issued_at'],
  synced: ['issued_at'],
  paid: ['issued_at', 'paid_at'],
  void: ['issued_at', 'voided_at'],
};

function auditDates(invoice: RecordedInvoice): readonly Issue[] {
  return dated[invoice.status].flatMap((key) => {
    const instant: Instant | null = invoice[key];
    return instant === null ? [fault(invoice, key, `is missing, but the invoice is ${invoice.status}`)] : [];
  });
}

type Comparison = { readonly said: Decimal; readonly found: Decimal; readonly what: string };

function differing(invoice: RecordedInvoice, key: string, { said, found, what }: Comparison): readonly Issue[] {
  if (equals(said, found)) return [];
  return [fault(invoice, key, `is ${formatDecimal(said)}, but ${what} ${formatDecimal(found)}`)];
}

function fault(invoice: RecordedInvoice, key: string, message: string): Issue {
  return problem(pathAt(pathOf(invoice.place), key), 'inconsistent_history', `of ${invoice.id} ${message}`);
}
