import { roundMoney, type RealCurrency } from '../../currency/index.js';
import {
  absolute,
  add,
  compare,
  divideExact,
  equals,
  formatDecimal,
  integer,
  isNegative,
  isZero,
  maximum,
  minimum,
  multiply,
  parseDecimal,
  subtract,
  sumExact,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import { pathAt, pathOf, problem, type Issue } from '../../errors/index.js';
import { convert } from '../../prices/index.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

const hundred = /*#__PURE__*/ integer(100);

/** How figures are printed: the invoice's currency, and at how many places those of a pricing unit are cut (F1). */
export type Printing = { readonly currency: RealCurrency; readonly unrounded_scale: number };

/** Checks what a line says against itself: W1 to W3, the bounds of credits, and each tax (§1.2). */
export function auditLine(line: RecordedLine, printing: Printing): readonly Issue[] {
  const { currency } = printing;
  return [
    ...auditRows(line, printing),
    ...auditAdjusted(line, printing),
    ...auditCredits(line, printing),
    ...auditAmount(line, printing),
    ...auditTaxes(line, currency),
    ...(line.end < line.start ? [fault(line, 'end_date', 'is before start_date')] : []),
  ];
}

/** W1: the rows, where there are any, add up to the subtotal. */
function auditRows(line: RecordedLine, printing: Printing): readonly Issue[] {
  if (line.rows.length === 0) return [];
  return differing(line, 'subtotal', {
    said: line.subtotal,
    found: line.rows.reduce(add, zero),
    slack: slackOf(line, line.rows.length + 1, printing),
    what: 'the sub line items add up to',
  });
}

/** W2: A = S − Σ discounts − Σ maximums + Σ minimums. */
function auditAdjusted(line: RecordedLine, printing: Printing): readonly Issue[] {
  const found = line.adjustments.reduce(
    (sum, { adjustment_type, amount }) => (adjustment_type === 'minimum' ? add(sum, amount) : subtract(sum, amount)),
    line.subtotal,
  );
  return differing(line, 'adjusted_subtotal', {
    said: line.adjusted_subtotal,
    found,
    slack: slackOf(line, line.adjustments.length + 2, printing),
    what: 'the subtotal and its adjustments come to',
  });
}

/** 0 ≤ C ≤ max(A, 0): credits pay at most what there is to pay. */
function auditCredits(line: RecordedLine, printing: Printing): readonly Issue[] {
  const most = maximum(line.adjusted_subtotal, zero);
  const limit = add(most, slackOf(line, 1, printing));
  if (!isNegative(line.credits_applied) && compare(line.credits_applied, limit) <= 0) return [];
  return [fault(line, 'credits_applied', `is not between 0 and ${formatDecimal(most)}, the adjusted subtotal`)];
}

/** W3: what is left after credits and partial invoices; in a pricing unit, after its conversion. */
function auditAmount(line: RecordedLine, printing: Printing): readonly Issue[] {
  const left = subtract(line.adjusted_subtotal, line.credits_applied);
  // Of what was cut the exact value lies on either side, and may be rounded to the next unit of money.
  const slack = slackOf(line, 2, printing);
  const least = maximum(subtract(left, slack), minimum(left, zero));
  const possible = [left, least, add(left, slack)].flatMap((value) => {
    const money = line.is_money ? value : convertedAmount(line, value, printing.currency);
    return money === null ? [] : [subtract(money, line.partially_invoiced_amount)];
  });
  const [found] = possible;
  if (found === undefined || possible.some((one) => equals(one, line.amount))) return [];
  return differing(line, 'amount', {
    said: line.amount,
    found,
    slack: zero,
    what: 'adjustments, credits and partial invoices leave',
  });
}

/** By how much so many printed figures of a pricing unit can miss what is exact, each cut in its last place (F1). */
function slackOf({ is_money }: RecordedLine, figures: number, { unrounded_scale }: Printing): Decimal {
  return is_money ? zero : multiply(integer(figures), parseDecimal((0).toFixed(unrounded_scale).replace(/.$/, '1')));
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

type Comparison = { readonly said: Decimal; readonly found: Decimal; readonly slack: Decimal; readonly what: string };

function differing(line: RecordedLine, key: string, { said, found, slack, what }: Comparison): readonly Issue[] {
  if (compare(absolute(subtract(said, found)), slack) <= 0) return [];
  return [fault(line, key, `is ${formatDecimal(said)}, but ${what} ${formatDecimal(found)}`)];
}

function fault(line: RecordedLine, key: string, message: string): Issue {
  return problem(pathAt(pathOf(line.place), key), 'inconsistent_history', `of line ${line.id} ${message}`);
}
