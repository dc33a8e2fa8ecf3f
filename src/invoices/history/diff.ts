import { add, equals, subtract, zero, type Decimal } from '../../decimal/index.js';
import { invariant } from '../../errors/index.js';
import type { RecordedInvoice } from '../recorded/recorded-invoice.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/** The figures of a line that a recomputation can move, in the order in which they follow from each other. */
export const diffedFigures = [
  'quantity',
  'subtotal',
  'adjusted_subtotal',
  'credits_applied',
  'partially_invoiced_amount',
  'amount',
  'tax_amount',
] as const;

/** The name of one of them. */
export type DiffedFigure = (typeof diffedFigures)[number];

/** One figure that moved. */
export type FigureChange = { readonly figure: DiffedFigure; readonly issued: Decimal; readonly recomputed: Decimal };

/** One line that the recomputation adds, removes or changes. */
export type LineChange = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly line: RecordedLine;
  readonly figures: readonly FigureChange[];
  /** Recomputed less issued. */
  readonly amount: Decimal;
  readonly tax: Decimal;
};

/** Everything that differs between an issued invoice and its recomputation. */
export type InvoiceDifference = { readonly changes: readonly LineChange[]; readonly total: Decimal };

/** An invoice as far as it is compared. */
type Lines = Pick<RecordedInvoice, 'lines'>;

/**
 * Compares an invoice with its recomputation line by line, a line being known by its price, its start and its group.
 *
 * The changes add up: Σ (amount + tax) over them is the difference of the totals.
 */
export function diffInvoices(issued: Lines, recomputed: Lines): InvoiceDifference {
  const [before, after] = [linesByIdentity(issued), linesByIdentity(recomputed)];
  const kept = [...after].flatMap(([key, line]) => changeOf(before.get(key), line));
  const removed = [...before].flatMap(([key, line]) => (after.has(key) ? [] : changeOf(line, undefined)));
  return { changes: [...kept, ...removed], total: subtract(totalOf(recomputed), totalOf(issued)) };
}

/** A repeated identity gets a count, so that no line is lost. */
function linesByIdentity({ lines }: Lines): ReadonlyMap<string, RecordedLine> {
  const byIdentity = new Map<string, RecordedLine>();
  const counts = new Map<string, number>();
  for (const line of lines) {
    const key = JSON.stringify([line.price_id, line.start, line.grouping]);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    byIdentity.set(`${key}${count}`, line);
  }
  return byIdentity;
}

function changeOf(issued: RecordedLine | undefined, recomputed: RecordedLine | undefined): readonly LineChange[] {
  const line = recomputed ?? issued;
  invariant(line !== undefined, 'a compared line stands on one of the two invoices');
  const figures = diffedFigures.flatMap((figure): readonly FigureChange[] => {
    const [was, is] = [figureOf(issued, figure), figureOf(recomputed, figure)];
    return equals(was, is) ? [] : [{ figure, issued: was, recomputed: is }];
  });
  const kind = !issued ? 'added' : !recomputed ? 'removed' : 'changed';
  if (kind === 'changed' && figures.length === 0) return [];
  const moved = (figure: DiffedFigure) => subtract(figureOf(recomputed, figure), figureOf(issued, figure));
  return [{ kind, line, figures, amount: moved('amount'), tax: moved('tax_amount') }];
}

function figureOf(line: RecordedLine | undefined, figure: DiffedFigure): Decimal {
  if (!line) return zero;
  return figure === 'tax_amount' ? taxOf(line) : line[figure];
}

function taxOf({ taxes }: RecordedLine): Decimal {
  return taxes.reduce((sum, { amount }) => add(sum, amount), zero);
}

function totalOf({ lines }: Lines): Decimal {
  return lines.reduce((sum, line) => add(sum, add(line.amount, taxOf(line))), zero);
}
