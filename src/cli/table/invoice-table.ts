import type { ChargeWorkings, InvoiceDraft, InvoiceWorkings, LineWorkings } from '../../wire/index.js';
import { formatMoney, groupDigits } from './digits.js';
import { layOut, type TableRow } from './layout.js';

/** What the table shows beside the lines. */
export type TableInput = {
  readonly invoice: InvoiceDraft;
  readonly workings: InvoiceWorkings;
  /** Lines above the table: who, what, when. */
  readonly heading: readonly (readonly [label: string, text: string])[];
};

/**
 * Draws an invoice: its lines with their rows, quantities and amounts, and its totals.
 *
 * Quantities are read from the workings, which hold them exactly; the document holds the nearest doubles (F1).
 */
export function drawInvoice({ invoice, workings, heading }: TableInput): string {
  const { currency } = workings;
  const rows: readonly TableRow[] = [
    ['Item', 'Quantity', 'Rate', 'Amount'],
    'rule',
    ...workings.lines.flatMap((line) => lineRows(line, currency)),
    'rule',
    ...totalRows(invoice, workings),
  ];
  const head = layOut(heading, ['left', 'left']);
  return [...head, '', ...layOut(rows, ['left', 'right', 'right', 'right']), ''].join('\n');
}

function lineRows(line: LineWorkings, currency: string): readonly TableRow[] {
  const { quantity, charges } = line.rating;
  const [only] = charges;
  // A single rate without tiers or cells says it all on the line itself.
  const plain = charges.length === 1 && only !== undefined && !isRow(only) ? only : null;
  const rate = plain === null ? '' : rateOf(plain);
  const own = [line.name, groupDigits(quantity), rate, formatMoney(line.amount, currency)];
  if (plain !== null && line.currency === currency) return [own];
  return [own, ...charges.map((charge) => chargeRow(charge, line.currency === currency ? null : line.currency))];
}

function chargeRow(charge: ChargeWorkings, unit: string | null): TableRow {
  const amount = charge.shown_amount ?? charge.amount;
  const shown = unit === null ? groupDigits(amount) : formatMoney(amount, unit);
  return [`  ${nameOf(charge)}`, groupDigits(charge.quantity), rateOf(charge), shown];
}

/** Tiers and cells are the rows that a document shows below a line. */
function isRow({ kind }: ChargeWorkings): boolean {
  return kind === 'tier' || kind === 'cell';
}

function rateOf({ kind, unit_amount, package_size }: ChargeWorkings): string {
  if (kind === 'threshold') return '';
  const rate = groupDigits(unit_amount);
  return package_size === null ? rate : `${rate} per ${groupDigits(package_size)}`;
}

function nameOf(charge: ChargeWorkings): string {
  const { grouping, kind, name } = charge;
  const group = grouping === null ? '' : `${grouping.value ?? 'No value'}, `;
  return kind === 'tier' ? `${group}${boundsOf(charge)}` : `${group}${name}`;
}

/** A tier by its bounds, which say more than its name; the first is exclusive, the last inclusive (D17). */
function boundsOf({ name, tier }: ChargeWorkings): string {
  if (tier === null) return name;
  const first = groupDigits(tier.first_unit);
  if (tier.last_unit === null) return tier.first_unit === '0' ? name : `${name} (over ${first})`;
  return `${name} (over ${first} to ${groupDigits(tier.last_unit)})`;
}

function totalRows(invoice: InvoiceDraft, workings: InvoiceWorkings): readonly TableRow[] {
  const { currency, tax } = workings;
  const row = (label: string, amount: string): TableRow => [label, '', '', formatMoney(amount, currency)];
  const taxes = /[1-9]/.test(tax) ? [row('Tax', tax)] : [];
  const applied = workings.balance_applied;
  const balance = /[1-9]/.test(applied) ? [row('Customer balance applied', negated(applied))] : [];
  return [
    row('Subtotal', invoice.subtotal),
    ...taxes,
    row('Total', invoice.total),
    ...balance,
    row('Amount due', invoice.amount_due),
  ];
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
