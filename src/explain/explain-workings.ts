import type { InvoiceWorkings, LineWorkings } from '../wire/index.js';
import { explainCharges, sameValue } from './explain-charge.js';
import { givenNode, productNode, sumNode, type ExplanationNode } from './node.js';
import { describePeriod } from './period.js';

/** Explains a drafted invoice from the record it was folded from, down to the packages, tiers and cells. */
export function explainWorkings(workings: InvoiceWorkings): ExplanationNode {
  const { currency, total, amount_due, balance_applied } = workings;
  const heading = `Invoice for ${workings.customer_id}, ${describePeriod(workings)}`;
  const lines = workings.lines.flatMap((line) => [explainLine(line, currency), ...explainTax(line)]);
  if (isZeroText(balance_applied)) return sumNode({ label: heading, amount: total, currency, children: lines });
  const children = [
    sumNode({ label: 'Total', amount: total, currency, children: lines }),
    givenNode({ label: 'Customer balance applied', amount: negated(balance_applied), currency }),
  ];
  return sumNode({ label: `${heading}: amount due`, amount: amount_due, currency, children });
}

/** What one line was computed from. */
export function explainLine(line: LineWorkings, invoice_currency: string): ExplanationNode {
  const own = sumNode({
    label: line.name,
    amount: line.subtotal,
    currency: line.currency,
    note: sameValue(line.subtotal, line.rating.subtotal) ? null : `rounded from ${line.rating.subtotal}`,
    children: explainCharges(line.rating),
  });
  if (line.conversion === null) return own;
  const children = line.conversion.map((part, position) =>
    productNode({
      label: `${part.quantity} ${line.currency} × ${part.unit_amount}`,
      amount: part.shown_amount,
      currency: invoice_currency,
      factors: [part.quantity, part.unit_amount],
      note: sameValue(part.shown_amount, part.amount) ? null : `exactly ${part.amount}`,
      children: position === 0 ? [own] : [],
    }),
  );
  return sumNode({ label: line.name, amount: line.amount, currency: invoice_currency, children });
}

function explainTax(line: LineWorkings): readonly ExplanationNode[] {
  if (isZeroText(line.tax_amount)) return [];
  return [givenNode({ label: `Tax on ${line.name}`, amount: line.tax_amount })];
}

/** Whether a printed decimal is zero. */
export function isZeroText(text: string): boolean {
  return /^-?0(\.0*)?$/.test(text);
}

/** A printed decimal with the other sign. */
export function negated(text: string): string {
  if (isZeroText(text)) return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}
