import type { ChargeWorkings, InvoiceDraft, InvoiceWorkings, LineWorkings } from '../../wire/index.js';
import { formatMoney, formatRate, groupDigits, placesOf } from './digits.js';
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
  const unit: Unit = { code: line.currency === currency ? null : line.currency, places: placesOf(line.subtotal) };
  // A single rate without tiers or cells says it all on the line itself, unless its amount is in another unit.
  const isPlain = charges.length === 1 && only !== undefined && !isRow(only) && unit.code === null;
  const own = [line.name, groupDigits(quantity), isPlain ? rateOf(only, unit) : '', formatMoney(line.amount, currency)];
  if (isPlain) return [own];
  return [own, ...charges.map((charge) => chargeRow(charge, unit)), ...conversionRows(line, currency)];
}

/** How an amount in a pricing unit became money. */
function conversionRows({ conversion, currency: unit }: LineWorkings, currency: string): readonly TableRow[] {
  return (conversion ?? []).map(({ quantity, unit_amount, shown_amount }) => [
    `  ${unit} to ${currency}`,
    groupDigits(quantity),
    formatRate(unit_amount, placesOf(shown_amount)),
    groupDigits(shown_amount),
  ]);
}

/** What the rows of a line are priced in; `code` is null where it is the currency of the invoice. */
type Unit = { readonly code: string | null; readonly places: number };

function chargeRow(charge: ChargeWorkings, unit: Unit): TableRow {
  const amount = charge.shown_amount ?? charge.amount;
  const shown = unit.code === null ? groupDigits(amount) : formatMoney(amount, unit.code);
  return [`  ${nameOf(charge)}`, groupDigits(charge.quantity), rateOf(charge, unit), shown];
}

/** Tiers, cells and groups are the rows that a document shows below a line. */
function isRow({ kind }: ChargeWorkings): boolean {
  return kind === 'tier' || kind === 'cell' || kind === 'group';
}

function rateOf({ kind, unit_amount, package_size }: ChargeWorkings, { places }: Unit): string {
  if (kind === 'threshold' || unit_amount === null) return '';
  const rate = formatRate(unit_amount, places);
  return package_size === null ? rate : `${rate} per ${groupDigits(package_size)}`;
}

function nameOf(charge: ChargeWorkings): string {
  const { grouping, kind, name } = charge;
  const group = grouping === null ? '' : `${grouping.value ?? 'No value'}, `;
  if (kind === 'group') return name;
  return kind === 'tier' ? `${group}${boundsOf(charge)}` : `${group}${name}`;
}

/** A tier by its bounds as well; the first is exclusive, the last inclusive (D17). */
function boundsOf({ name, tier }: ChargeWorkings): string {
  if (tier === null) return name;
  const over = tier.first_unit === '0' ? [] : [`over ${groupDigits(tier.first_unit)}`];
  const upTo = tier.last_unit === null ? [] : [`up to ${groupDigits(tier.last_unit)}`];
  const bounds = [...over, ...upTo].join(' ');
  return bounds === '' ? name : `${name} (${bounds})`;
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
