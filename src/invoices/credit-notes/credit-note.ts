import type { RealCurrency } from '../../currency/index.js';
import { add, compare, formatDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { fail, pathAt } from '../../errors/index.js';
import type { RecordedAdjustment, RecordedLine } from '../recorded/recorded-line.js';
import { creditLine, type Credited, type CreditedLine } from './credited-line.js';

/** An amount to take back of a line, before tax; `position` is its place in the request. */
export type LineCredit = { readonly line: RecordedLine; readonly amount: Decimal; readonly position: number };

/** A credit note's lines and sums, all in the invoice's currency. */
export type CreditedLines = {
  readonly lines: readonly CreditedLine[];
  /** Before invoice-level adjustments and tax. */
  readonly subtotal: Decimal;
  /** The shares of invoice-level adjustments over all lines, by adjustment in order of appearance. */
  readonly adjustments: readonly RecordedAdjustment[];
  /** `subtotal` − discounts − maximums + minimums + taxes. */
  readonly total: Decimal;
};

/**
 * Takes amounts back of lines (§11.4).
 *
 * @throws BillingError `credit_exceeds_line` for more than a line has left
 */
export function creditLines(
  credits: readonly LineCredit[],
  credited: ReadonlyMap<string, Credited>,
  currency: RealCurrency,
): CreditedLines {
  const lines = credits.map((credit) => {
    const before = credited.get(credit.line.id) ?? { amount: zero, taxes: [] };
    refuseExcess(credit, before.amount);
    return creditLine(credit.line, { before, after: add(before.amount, credit.amount) }, currency);
  });
  const adjustments = invoiceLevel(lines);
  const amounts = lines.reduce((sum, { amount }) => add(sum, amount), zero);
  const taxes = lines.flatMap((line) => line.taxes).reduce(add, zero);
  // What the invoice-level adjustments took off the lines is put back, to show what there was before them.
  const subtotal = adjustments.reduce(
    (sum, { adjustment_type, amount }) => (adjustment_type === 'minimum' ? subtract(sum, amount) : add(sum, amount)),
    amounts,
  );
  return { lines, subtotal, adjustments, total: add(amounts, taxes) };
}

function refuseExcess({ line, amount, position }: LineCredit, before: Decimal): void {
  const left = subtract(line.amount, before);
  if (compare(amount, left) <= 0) return;
  const path = pathAt(pathAt('request.line_items', position), 'amount');
  const message = `is ${formatDecimal(amount)}, but ${formatDecimal(left)} of line ${line.id} is not yet credited`;
  fail(path, 'credit_exceeds_line', message);
}

function invoiceLevel(lines: readonly CreditedLine[]): readonly RecordedAdjustment[] {
  const sums = new Map<string, RecordedAdjustment>();
  for (const adjustment of lines.flatMap((line) => line.adjustments)) {
    if (!adjustment.is_invoice_level) continue;
    const sum = sums.get(adjustment.id);
    sums.set(adjustment.id, sum ? { ...sum, amount: add(sum.amount, adjustment.amount) } : adjustment);
  }
  return [...sums.values()];
}
