import { partsOf } from '../identity/index.js';
import type { InvoiceWorkings, LineWorkings } from '../wire/index.js';
import { explainAdjustment } from './explain-adjustment.js';
import { explainCharges, sameValue } from './explain-charge.js';
import { givenNode, productNode, sumNode, type ExplanationNode } from './node.js';
import { describePeriod } from './period.js';
import { tellingOf, unrounded, type Telling } from './telling.js';

/** Explains a drafted invoice from the record it was folded from, down to the packages, tiers and cells. */
export function explainWorkings(workings: InvoiceWorkings): ExplanationNode {
  const { currency, total, amount_due, balance_applied } = workings;
  const heading = `Invoice for ${workings.customer_id}, ${describePeriod(workings)}`;
  const telling = tellingOf(workings.lines, workings.policies.unrounded_scale);
  const lines = workings.lines.flatMap((line) => [explainLine(line, { ...telling, currency }), ...explainTaxes(line)]);
  if (isZeroText(balance_applied)) return sumNode({ label: heading, amount: total, currency, children: lines });
  const children = [
    sumNode({ label: 'Total', amount: total, currency, children: lines }),
    givenNode({ label: 'Customer balance applied', amount: negated(balance_applied), currency }),
  ];
  return sumNode({ label: `${heading}: amount due`, amount: amount_due, currency, children });
}

/** What is known of an invoice while one of its lines is told; `currency` is the invoice's. */
export type InvoiceTelling = Telling & { readonly currency: string };

/** What one line was computed from, step by step; a step that did nothing is not told. */
export function explainLine(line: LineWorkings, telling: InvoiceTelling): ExplanationNode {
  const { currency: invoice_currency } = telling;
  const partial = deduction('Already invoiced', line.partially_invoiced_amount);
  if (line.conversion === null)
    return sumOfSteps({ line, telling, amount: line.amount, later: [...explainCredits(line), ...partial] });
  const own = sumOfSteps({ line, telling, amount: line.after_credits, later: explainCredits(line) });
  const parts = explainConversion(line, own, telling);
  // Where credits paid everything there is nothing to convert, and only they explain the line.
  const nothing = productNode({ label: 'Nothing left to convert', amount: line.converted_amount, children: [own] });
  const children = [...(parts.length === 0 ? [nothing] : parts), ...partial];
  return sumNode({ label: line.name, amount: line.amount, currency: invoice_currency, children });
}

/** A product for each rate that a pricing unit was converted at; how much of it there is stands under the first (§8.7). */
function explainConversion(
  { conversion, currency }: LineWorkings,
  own: ExplanationNode,
  telling: InvoiceTelling,
): readonly ExplanationNode[] {
  const [, ...others] = conversion ?? [];
  const elsewhere = others.map(({ quantity, unit_amount }) =>
    givenNode({ label: `Converted at ${unit_amount}`, amount: negated(quantity) }),
  );
  return (conversion ?? []).map((part, position) => {
    const label = `Left for ${part.unit_amount}`;
    const first = others.length === 0 ? own : sumNode({ label, amount: part.quantity, currency, children: [own, ...elsewhere] }); // prettier-ignore
    return productNode({
      label: `${part.quantity} ${currency} × ${part.unit_amount}`,
      amount: part.shown_amount,
      currency: telling.currency,
      factors: [part.quantity, part.unit_amount],
      note: sameValue(part.shown_amount, part.amount) ? null : `exactly ${unrounded(part.amount, telling)}`,
      children: position === 0 ? [first] : [],
    });
  });
}

type Steps = {
  readonly line: LineWorkings;
  readonly telling: Telling;
  readonly amount: string;
  readonly later: readonly ExplanationNode[];
};

/** A line that nothing acted on is its subtotal; else its subtotal and what acted on it, in their order. */
function sumOfSteps({ line, telling, amount, later }: Steps): ExplanationNode {
  const { name: label, currency } = line;
  if (line.adjustments.length === 0 && later.length === 0) return { ...explainSubtotal(line, telling), label };
  const subtotal = explainSubtotal(line, telling);
  const steps = line.adjustments.map((step) => explainAdjustment(step, telling));
  const note = sameValue(line.adjusted_subtotal, line.exact_adjusted_subtotal)
    ? null
    : `rounded from ${unrounded(line.exact_adjusted_subtotal, telling)}`;
  if (later.length === 0) return sumNode({ label, amount, currency, note, children: [subtotal, ...steps] });
  const adjusted = sumNode({
    label: 'After adjustments',
    amount: line.adjusted_subtotal,
    note,
    children: [subtotal, ...steps],
  });
  return sumNode({ label, amount, currency, children: [steps.length === 0 ? subtotal : adjusted, ...later] });
}

function explainSubtotal(line: LineWorkings, telling: Telling): ExplanationNode {
  return sumNode({
    label: 'Subtotal',
    amount: line.subtotal,
    currency: line.currency,
    note: sameValue(line.subtotal, line.rating.subtotal)
      ? null
      : `rounded from ${unrounded(line.rating.subtotal, telling)}`,
    children: explainCharges(line.rating, telling),
  });
}

function explainCredits(line: LineWorkings): readonly ExplanationNode[] {
  return [
    ...deduction('Credits applied before', line.credits_applied_before),
    ...line.credits.flatMap(({ block_id, amount }) => deduction(payerOf(block_id), amount)),
  ];
}

/** What was written off was granted for the charge alone, beyond the block that its id names (§8.6). */
function payerOf(block_id: string): string {
  const [kind, beyond] = partsOf(block_id);
  return kind === 'write_off' && beyond !== undefined
    ? `Written off beyond block ${beyond}`
    : `Credits of block ${block_id}`;
}

function deduction(label: string, amount: string): readonly ExplanationNode[] {
  return isZeroText(amount) ? [] : [givenNode({ label, amount: negated(amount) })];
}

function explainTaxes(line: LineWorkings): readonly ExplanationNode[] {
  return line.taxes.map(({ tax_rate_description, tax_rate_percentage, amount }) => {
    const on = `on ${line.name}`;
    if (tax_rate_percentage === null) return givenNode({ label: `${tax_rate_description} ${on}`, amount });
    return productNode({
      label: `${tax_rate_description} ${tax_rate_percentage} % ${on}`,
      amount,
      factors: [line.amount, `${tax_rate_percentage}/100`],
    });
  });
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
