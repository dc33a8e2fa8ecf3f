import { printMoney } from '../../currency/index.js';
import { formatDecimal } from '../../decimal/index.js';
import { invariant, openChild, refuse, refuseUnknown, report, shown } from '../../errors/index.js';
import { diffInvoices, type DiffedFigure, type InvoiceRecord, type LineChange } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type { DateTimeText, DecimalText, InvoiceInput, PoliciesInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import { readRecordedInvoice } from './decode/recorded-invoice.js';

/** What `diffInvoice` takes. */
export type DiffInvoiceInput = {
  readonly issued: InvoiceInput;
  /** The same invoice, drafted again from today's facts. */
  readonly recomputed: InvoiceInput;
  readonly policies?: PoliciesInput | undefined;
};

/** One figure of a line that moved; amounts before conversion are in the price's currency. */
export type FigureDifference = {
  readonly figure: DiffedFigure;
  readonly issued: DecimalText;
  readonly recomputed: DecimalText;
};

/** One line that a recomputation adds, removes or changes; `amount` and `tax_amount` are what it would take to correct it. */
export type LineDifference = {
  readonly kind: LineChange['kind'];
  readonly line_item_id: string;
  readonly name: string;
  readonly price_id: string;
  readonly grouping: string | null;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  readonly figures: readonly FigureDifference[];
  readonly amount: DecimalText;
  readonly tax_amount: DecimalText;
};

/** What a recomputation changes; `total` = Σ (`amount` + `tax_amount`). Nothing changed: no lines. */
export type InvoiceDiff = { readonly line_items: readonly LineDifference[]; readonly total: DecimalText };

/**
 * Compares an invoice with its recomputation: exactly the lines that would correct it (late events, backdated changes).
 *
 * A line is known by its price, its start and its group. Differences are recomputed less issued, in the invoice's
 * currency, and add up to the difference of the totals.
 *
 * @throws `mixed_currencies` for invoices in two currencies; `invalid_decimal`, `invalid_instant`, `missing_field`,
 * `invalid_type`, `unknown_policy` for documents that cannot be read
 * @example
 * ```ts
 * import { diffInvoice, draftInvoice } from 'reckoner';
 *
 * const billed = (quantity: number) =>
 *   draftInvoice({
 *     customer: { id: 'acme', currency: 'USD' },
 *     prices: [{ id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.05' } }],
 *     usage: { calls: { quantity } },
 *     period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 *   }).invoice;
 * const { line_items, total } = diffInvoice({ issued: billed(1000), recomputed: billed(1250) });
 * line_items.map(({ name, amount }) => [name, amount]); // → [['Calls', '12.50']]
 * total; // → '12.50'
 * ```
 */
export function diffInvoice(input: DiffInvoiceInput): InvoiceDiff {
  const fields = openInput(input);
  refuseUnknown(fields, ['issued', 'recomputed', 'policies']);
  const rules = moneyRulesOf(readPolicies(fields));
  const [before, after] = [openChild(fields, 'issued'), openChild(fields, 'recomputed')];
  const issued = before && readRecordedInvoice(before, rules);
  const recomputed = after && readRecordedInvoice(after, rules);
  if (after && issued && recomputed && issued.currency.code !== recomputed.currency.code) {
    const message = `is ${shown(recomputed.currency.code)}, but the issued invoice is in ${issued.currency.code}`;
    report(after, 'currency', { code: 'mixed_currencies', message });
  }
  refuse(fields.issues);
  invariant(issued !== null && recomputed !== null, 'documents without errors are read');
  const { changes, total } = diffInvoices(issued, recomputed);
  const { currency } = issued;
  return { line_items: changes.map((change) => encodeChange(change, currency)), total: printMoney(total, currency) };
}

function encodeChange(
  { kind, line, figures, amount, tax }: LineChange,
  currency: InvoiceRecord['currency'],
): LineDifference {
  return {
    kind,
    line_item_id: line.id,
    name: line.name,
    price_id: line.price_id,
    grouping: line.grouping,
    start_date: formatInstant(line.start),
    end_date: formatInstant(line.end),
    figures: figures.map((change) => ({
      figure: change.figure,
      issued: formatDecimal(change.issued),
      recomputed: formatDecimal(change.recomputed),
    })),
    amount: printMoney(amount, currency),
    tax_amount: printMoney(tax, currency),
  };
}
