import { describeAdjustment } from '../../explain/index.js';
import type { LineWorkings } from '../../wire/index.js';
import { chargeRow, isRow, rateOf, type Unit } from './charge-row.js';
import { formatMoney, formatRate, groupDigits, negated, placesOf } from './digits.js';
import type { TableRow } from './layout.js';

/**
 * The rows of one line: its quantity and amount, and below it what the amount is the sum of. Amounts in a pricing unit
 * carry its name and add up to what is converted; the others add up to the amount.
 */
export function lineRows(line: LineWorkings, currency: string): readonly TableRow[] {
  const { quantity, charges } = line.rating;
  const [only] = charges;
  const unit: Unit = { code: line.currency === currency ? null : line.currency, places: placesOf(line.subtotal) };
  const steps = stepRows(line, unit);
  // A single rate says it all on the line itself, unless something else acted on the line or it is in another unit.
  const isPlain =
    charges.length === 1 && only !== undefined && !isRow(only) && unit.code === null && steps.length === 0;
  const own = [line.name, groupDigits(quantity), isPlain ? rateOf(only, unit) : '', formatMoney(line.amount, currency)];
  if (isPlain) return [own];
  return [own, ...charges.map((charge) => chargeRow(charge, unit)), ...steps, ...moneyRows(line, currency)];
}

/** Adjustments and credits, in the price's own unit: a line's subtotal, these, and what is then to be paid (W2, W3). */
function stepRows(line: LineWorkings, unit: Unit): readonly TableRow[] {
  const billed = unit.code === null ? earlierRows(line) : [];
  return [
    ...line.adjustments.flatMap((step) => changeRow(describeAdjustment(step), step.shown_change, unit)),
    ...changeRow('Prepaid credits', negated(line.credits_applied), unit),
    ...billed,
  ];
}

/** How an amount in a pricing unit became money, less what was invoiced before. */
function moneyRows(line: LineWorkings, currency: string): readonly TableRow[] {
  const { conversion, currency: unit } = line;
  if (conversion === null) return [];
  const parts = conversion.map(({ quantity, unit_amount, shown_amount }): TableRow => [
    `  ${unit} to ${currency}`,
    groupDigits(quantity),
    formatRate(unit_amount, placesOf(shown_amount)),
    groupDigits(shown_amount),
  ]);
  return [...parts, ...earlierRows(line)];
}

function earlierRows({ partially_invoiced_amount }: LineWorkings): readonly TableRow[] {
  return changeRow('Invoiced before', negated(partially_invoiced_amount), { code: null });
}

/** What changes nothing is no row. */
function changeRow(label: string, amount: string, { code }: Pick<Unit, 'code'>): readonly TableRow[] {
  if (!/[1-9]/.test(amount)) return [];
  return [[`  ${label}`, '', '', code === null ? groupDigits(amount) : formatMoney(amount, code)]];
}
