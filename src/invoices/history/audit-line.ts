import { roundMoney, type RealCurrency } from '../../currency/index.js';
import {
  add,
  compare,
  divideExact,
  equals,
  formatDecimal,
  integer,
  isNegative,
  isZero,
  maximum,
  multiply,
  subtract,
  sumExact,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import { pathAt, pathOf, problem, type Issue } from '../../errors/index.js';
import { convert } from '../../prices/index.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

const hundred = /*#__PURE__*/ integer(100);

/** Checks what a line says against itself: W1 to W3, the bounds of credits, and each tax (§1.2). */
export function auditLine(line: RecordedLine, currency: RealCurrency): readonly Issue[] {
  return [
    ...auditRows(line),
    ...auditAdjusted(line),
    ...auditCredits(line),
    ...auditAmount(line, currency),
    ...auditTaxes(line, currency),
    ...(line.end < line.start ? [fault(line, 'end_date', 'is before start_date')] : []),
  ];
}

/** W1: the rows, where there are any, add up to the subtotal. */
function auditRows(line: RecordedLine): readonly Issue[] {
  if (line.rows.length === 0) return [];
  return differing(line, 'subtotal', {
    said: line.subtotal,
    found: line.rows.reduce(add, zero),
    what: 'the sub line items add up to',
  });
}

/** W2: A = S − Σ discounts − Σ maximums + Σ minimums. */
function auditAdjusted(line: RecordedLine): readonly Issue[] {
  const found = line.adjustments.reduce(
    (sum, { adjustment_type, amount }) => (adjustment_type === 'minimum' ? add(sum, amount) : subtract(sum, amount)),
    line.subtotal,
  );
  return differing(line, 'adjusted_subtotal', {
    said: line.adjusted_subtotal,
    found,
    what: 'the subtotal and its adjustments come to',
  });
}

/** 0 ≤ C ≤ max(A, 0): credits pay at most what there is to pay. */
function auditCredits(line: RecordedLine): readonly Issue[] {
  const most = maximum(line.adjusted_subtotal, zero);
  if (!isNegative(line.credits_applied) && compare(line.credits_applied, most) <= 0) return [];
  return [fault(line, 'credits_applied', `is not between 0 and ${formatDecimal(most)}, the adjusted subtotal`)];
}

/** W3: what is left after credits and partial invoices; in a pricing unit, after its conversion. */
function auditAmount(line: RecordedLine, currency: RealCurrency): readonly Issue[] {
  const left = subtract(line.adjusted_subtotal, line.credits_applied);
  const money = line.is_money ? left : convertedAmount(line, left, currency);
  if (money === null) return [];
  const found = subtract(money, line.partially_invoiced_amount);
  return differing(line, 'amount', {
    said: line.amount,
    found,
    what: 'adjustments, credits and partial invoices leave',
  });
}

function convertedAmount({ conversion }: RecordedLine, left: Decimal, currency: RealCurrency): Decimal | null {
  // Without a rate a virtual balance pays everything (F19).
  if (conversion === null) return isZero(left) ? zero : null;
  return roundMoney(sumExact(convert(conversion, left).map((part) => part.amount)), currency);
}

/** Each tax is its percentage of the amount, rounded on its own. */
function auditTaxes(line: RecordedLine, currency: RealCurrency): readonly Issue[] {
  return line.taxes.flatMap(({ percentage, amount, description }, position) => {
    if (percentage === null) return [];
    const found = roundMoney(divideExact(multiply(line.amount, percentage), hundred), currency);
    if (equals(found, amount)) return [];
    const path = pathAt(pathAt(pathAt(pathOf(line.place), 'tax_amounts'), position), 'amount');
    const message = `is ${formatDecimal(amount)}, but ${formatDecimal(percentage)} % of the amount is ${formatDecimal(found)} (${description})`;
    return [problem(path, 'inconsistent_history', message)];
  });
}

type Comparison = { readonly said: Decimal; readonly found: Decimal; readonly what: string };

function differing(line: RecordedLine, key: string, { said, found, what }: Comparison): readonly Issue[] {
  if (equals(said, found)) return [];
  return [fault(line, key, `is ${formatDecimal(said)}, but ${what} ${formatDecimal(found)}`)];
}

function fault(line: RecordedLine, key: string, message: string): Issue {
  return problem(pathAt(pathOf(line.place), key), 'inconsistent_history', `of line ${line.id} ${message}`);
}
