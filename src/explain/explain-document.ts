import type { Invoice, InvoiceLineItem, MonetaryAdjustment } from '../wire/index.js';
import { adjustmentNames } from './explain-adjustment.js';
import { isZeroText, negated } from './explain-workings.js';
import { givenNode, productNode, sumNode, type ExplanationNode } from './node.js';

type Document = Pick<Invoice, 'total' | 'currency' | 'line_items' | 'customer'>;

/**
 * Explains a bare invoice, such as one fetched from Orb, as far as its own rows go.
 *
 * Every step is read off the document; nothing is computed, so a document that does not add up shows it.
 */
export function explainDocument(invoice: Document): ExplanationNode {
  const { currency, total } = invoice;
  const lines = invoice.line_items.flatMap((line) => [
    explainDocumentLine(line, currency),
    ...line.tax_amounts.map((tax) => taxNode(line, tax)),
  ]);
  return sumNode({
    label: `Invoice for ${invoice.customer.external_customer_id ?? invoice.customer.id}`,
    amount: total,
    currency,
    children: lines,
  });
}

function taxNode(line: InvoiceLineItem, tax: InvoiceLineItem['tax_amounts'][number]): ExplanationNode {
  const rate = tax.tax_rate_percentage === null ? '' : ` ${tax.tax_rate_percentage} %`;
  return givenNode({ label: `${tax.tax_rate_description}${rate} on ${line.name}`, amount: tax.amount });
}

/** What the rows of a line's document say of its amount. */
export function explainDocumentLine(line: InvoiceLineItem, invoice_currency: string): ExplanationNode {
  const subtotal = subtotalNode(line);
  const steps = [...line.adjustments.map(adjustmentNode), ...deductions(line)];
  // A price in a pricing unit is converted behind its subtotal: its steps are in that unit and do not add up to money.
  if (line.price.currency !== invoice_currency) {
    const own = { ...subtotal, currency: line.price.currency };
    const children = [own, ...steps.map((step) => ({ ...step, currency: line.price.currency }))];
    return productNode({
      label: line.name,
      amount: line.amount,
      currency: invoice_currency,
      note: 'converted',
      children,
    });
  }
  // A line on which nothing acted is its subtotal.
  if (steps.length === 0) return { ...subtotal, label: line.name };
  return sumNode({ label: line.name, amount: line.amount, children: [subtotal, ...steps] });
}

function subtotalNode(line: InvoiceLineItem): ExplanationNode {
  const label = `Subtotal for a quantity of ${line.quantity}`;
  if (line.sub_line_items.length === 0) return givenNode({ label, amount: line.subtotal });
  const children = line.sub_line_items.map((row) => {
    const group = row.grouping ? `${row.grouping.key} ${row.grouping.value ?? 'No value'}: ` : '';
    return givenNode({ label: `${group}${row.name}, quantity ${row.quantity}`, amount: row.amount });
  });
  return sumNode({ label, amount: line.subtotal, children });
}

function adjustmentNode(adjustment: MonetaryAdjustment): ExplanationNode {
  const raises = adjustment.adjustment_type === 'minimum';
  const label = adjustment.reason ?? adjustmentNames[adjustment.adjustment_type];
  return givenNode({ label, amount: raises ? adjustment.amount : negated(adjustment.amount) });
}

function deductions(line: InvoiceLineItem): readonly ExplanationNode[] {
  const credits = givenNode({ label: 'Prepaid credits', amount: negated(line.credits_applied) });
  const partial = givenNode({ label: 'Already invoiced', amount: negated(line.partially_invoiced_amount) });
  return [credits, partial].filter((node) => !isZeroText(node.amount ?? '0'));
}
