import type { DraftInvoiceInput } from '../../src/index.js';
import { exactSubtotals, naiveInvoice, type Arithmetic } from './invoice-document.js';

/** What the naive invoice is adjusted by: an amount over all lines, a minimum over some, and blocks that pay some. */
export type NaiveTerms = {
  readonly discount: string;
  readonly minimum: string;
  readonly minimum_on: readonly string[];
  readonly credits: Readonly<Record<string, string>>;
};

/** Division, which only adjustments need. */
export type AdjustingArithmetic<N> = Arithmetic<N> & { readonly over: (a: N, b: N) => N };

type LineDocument = {
  readonly price: { readonly id: string };
  subtotal: string;
  adjustments: unknown[];
  adjusted_subtotal: string;
  credits_applied: string;
  amount: string;
};
type InvoiceDocument = {
  line_items: LineDocument[];
  total: string;
  amount_due: string;
  discount: unknown;
  discounts: unknown[];
  minimum: unknown;
  minimum_amount: unknown;
};

/** The naive invoice, then an amount shared, a minimum raised, cents settled and credits taken, one after the other. */
export function naiveAdjustedInvoice<N>(
  input: DraftInvoiceInput,
  terms: NaiveTerms,
  n: AdjustingArithmetic<N>,
): unknown {
  const invoice = naiveInvoice(input, n) as InvoiceDocument;
  const exact = exactSubtotals(input, n);
  const sum = exact.reduce((a, b) => n.plus(a, b), n.of(0));
  const discounts = exact.map((own) => n.over(n.times(n.of(terms.discount), own), sum));
  const left = exact.map((own, at) => n.minus(own, discounts[at] as N));
  const covered = invoice.line_items.flatMap(({ price }, at) => (terms.minimum_on.includes(price.id) ? [at] : []));
  const reached = covered.reduce((total, at) => n.plus(total, left[at] as N), n.of(0));
  const missing = n.minus(n.of(terms.minimum), reached);
  const raised = new Map(covered.map((at) => [at, n.over(n.times(missing, left[at] as N), reached)]));
  const adjusted = left.map((own, at) => (raised.has(at) ? n.plus(own, raised.get(at) as N) : own));
  const others = adjusted.flatMap((_, at) => (raised.has(at) ? [] : [at]));
  const shown = adjusted.map((own) => own);
  for (const group of [covered, others]) {
    const parts = group.map((at) => adjusted[at] as N);
    const whole = n.toCents(parts.reduce((a, b) => n.plus(a, b), n.of(0)));
    for (const [turn, part] of settled(whole, parts, n).entries()) shown[group[turn] ?? 0] = part;
  }
  let total = n.of(0);
  for (const [at, line] of invoice.line_items.entries()) {
    const changes = raised.has(at)
      ? [negative(discounts[at] as N, n), raised.get(at) as N]
      : [negative(discounts[at] as N, n)];
    const steps = settled(n.minus(shown[at] as N, n.of(line.subtotal)), changes, n);
    line.adjustments = steps.map((step, turn) =>
      turn === 0 ? discountOf(step, terms, n) : minimumOf(step, terms, line, n),
    );
    line.adjusted_subtotal = n.print(shown[at] as N);
    const paid = n.of(terms.credits[line.price.id] ?? 0);
    line.credits_applied = n.print(paid);
    const amount = n.minus(shown[at] as N, paid);
    line.amount = n.print(amount);
    total = n.plus(total, amount);
  }
  invoice.total = n.print(total);
  invoice.amount_due = n.print(total);
  const discount = () => ({
    discount_type: 'amount',
    amount_discount: terms.discount,
    applies_to_price_ids: [],
    filters: [],
    reason: null,
  });
  invoice.discount = discount();
  invoice.discounts = [discount()];
  invoice.minimum = { minimum_amount: terms.minimum, applies_to_price_ids: [...terms.minimum_on], filters: [] };
  invoice.minimum_amount = terms.minimum;
  return invoice;
}

function negative<N>(value: N, n: Arithmetic<N>): N {
  return n.minus(n.of(0), value);
}

/** Largest remainder, by floors towards minus infinity. */
function settled<N>(whole: N, parts: readonly N[], n: Arithmetic<N>): readonly N[] {
  const cent = n.of('0.01');
  const floors = parts.map((part) => {
    const down = n.floorCents(part);
    return n.atMost(down, part) ? down : n.minus(down, cent);
  });
  const missing = Math.round(
    n.toNumber(
      n.minus(
        whole,
        floors.reduce((a, b) => n.plus(a, b), n.of(0)),
      ),
    ) * 100,
  );
  const rests = parts.map((part, at) => ({ at, rest: n.toNumber(n.minus(part, floors[at] as N)) }));
  rests.sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of rests.slice(0, Math.max(missing, 0))) floors[at] = n.plus(floors[at] as N, cent);
  return floors;
}

function discountOf<N>(step: N, { discount }: NaiveTerms, n: Arithmetic<N>): unknown {
  return {
    id: 'discount',
    is_invoice_level: true,
    applies_to_price_ids: [],
    filters: [],
    reason: null,
    replaces_adjustment_id: null,
    adjustment_type: 'amount_discount',
    amount_discount: discount,
    amount: n.print(negative(step, n)),
  };
}

function minimumOf<N>(step: N, { minimum, minimum_on }: NaiveTerms, line: LineDocument, n: Arithmetic<N>): unknown {
  return {
    id: 'minimum',
    is_invoice_level: true,
    applies_to_price_ids: [...minimum_on],
    filters: [],
    reason: null,
    replaces_adjustment_id: null,
    adjustment_type: 'minimum',
    minimum_amount: minimum,
    item_id: line.price.id,
    amount: n.print(step),
  };
}
