import type { DraftInvoiceInput, PriceInput } from '../../src/index.js';

/** The arithmetic that a naive invoice is computed with: big.js or plain floats. */
export type Arithmetic<N> = {
  readonly of: (value: string | number) => N;
  readonly plus: (a: N, b: N) => N;
  readonly minus: (a: N, b: N) => N;
  readonly times: (a: N, b: N) => N;
  readonly atMost: (a: N, b: N) => boolean;
  /** Started packages. */
  readonly packages: (quantity: N, size: N) => N;
  readonly toCents: (value: N) => N;
  readonly floorCents: (value: N) => N;
  readonly print: (value: N) => string;
  readonly text: (value: N) => string;
  readonly toNumber: (value: N) => number;
};

type Row<N> = {
  readonly name: string;
  readonly quantity: N;
  readonly amount: N;
  readonly first: number;
  readonly last: number | null;
  readonly rate: string;
};
type Rated<N> = { readonly subtotal: N; readonly rows: readonly Row<N>[] };

const ordinals = ['One', 'Two', 'Three', 'Four', 'Five'];

/**
 * The invoice as one would write it without this library: no checks, no workings, no explanation, no exactness beyond
 * what the arithmetic gives; the same document, byte for byte where the arithmetic is exact.
 */
export function naiveInvoice<N>(input: DraftInvoiceInput, n: Arithmetic<N>): unknown {
  const id = `invoice:${input.customer.id}:subscription:20260201T050000Z:0`;
  let total = n.of(0);
  const line_items = (input.prices ?? []).map((price) => {
    const quantity = n.of(quantityOf(price, input));
    const rated = rate(price, quantity, n);
    const subtotal = n.toCents(rated.subtotal);
    total = n.plus(total, subtotal);
    return lineOf(price, { id, quantity, subtotal, rows: settled(rated.rows, subtotal, n) }, n);
  });
  return documentOf(input, { id, line_items, total: n.print(total) });
}

/** The subtotals before they are rounded. */
export function exactSubtotals<N>(input: DraftInvoiceInput, n: Arithmetic<N>): readonly N[] {
  return (input.prices ?? []).map((price) => rate(price, n.of(quantityOf(price, input)), n).subtotal);
}

function quantityOf(price: PriceInput, input: DraftInvoiceInput): string | number {
  const usage = input.usage?.[price.id ?? ''] as { quantity: string } | undefined;
  return usage?.quantity ?? price.fixed_price_quantity ?? 1;
}

function rate<N>(price: PriceInput, q: N, n: Arithmetic<N>): Rated<N> {
  if (price.model_type === 'unit') return { subtotal: n.times(q, n.of(price.unit_config.unit_amount)), rows: [] };
  if (price.model_type === 'package') {
    const { package_amount, package_size } = price.package_config;
    return { subtotal: n.times(n.packages(q, n.of(package_size)), n.of(package_amount)), rows: [] };
  }
  if (price.model_type === 'bulk') {
    const tier = price.bulk_config.tiers.find(
      ({ maximum_units }) => maximum_units === null || maximum_units === undefined || n.atMost(q, n.of(maximum_units)),
    );
    return { subtotal: n.times(q, n.of(tier?.unit_amount ?? 0)), rows: [] };
  }
  if (price.model_type === 'tiered') return graduated(price.tiered_config.tiers as never, q, n);
  throw new Error(`not in this benchmark: ${price.model_type}`);
}

function graduated<N>(
  tiers: readonly { first_unit: number; last_unit: number | null; unit_amount: string }[],
  q: N,
  n: Arithmetic<N>,
): Rated<N> {
  const rows: Row<N>[] = [];
  let subtotal = n.of(0);
  for (const [position, tier] of tiers.entries()) {
    const lower = n.of(tier.first_unit);
    if (n.atMost(q, lower)) break;
    const upper = tier.last_unit === null || n.atMost(q, n.of(tier.last_unit)) ? q : n.of(tier.last_unit);
    const quantity = n.minus(upper, lower);
    const amount = n.times(quantity, n.of(tier.unit_amount));
    subtotal = n.plus(subtotal, amount);
    rows.push({
      name: `Tier ${ordinals[position]}`,
      quantity,
      amount,
      first: tier.first_unit,
      last: tier.last_unit,
      rate: tier.unit_amount,
    });
  }
  return { subtotal, rows };
}

/** Largest remainder: floors, then the missing cents to the largest remainders. */
function settled<N>(rows: readonly Row<N>[], subtotal: N, n: Arithmetic<N>): readonly Row<N>[] {
  const floors = rows.map((row) => n.floorCents(row.amount));
  const rests = rows.map((row, at) => ({ at, rest: n.toNumber(n.minus(row.amount, floors[at] as N)) }));
  const sum = floors.reduce((a, b) => n.plus(a, b), n.of(0));
  const missing = Math.round(n.toNumber(n.minus(subtotal, sum)) * 100);
  const winners = rests.sort((a, b) => b.rest - a.rest || a.at - b.at).slice(0, Math.max(missing, 0));
  for (const { at } of winners) floors[at] = n.plus(floors[at] as N, n.of('0.01'));
  return rows.map((row, at) => ({ ...row, amount: floors[at] as N }));
}

type Line<N> = { readonly id: string; readonly quantity: N; readonly subtotal: N; readonly rows: readonly Row<N>[] };

function lineOf<N>(price: PriceInput, line: Line<N>, n: Arithmetic<N>): unknown {
  const amount = n.print(line.subtotal);
  const metered = price.fixed_price_quantity === undefined;
  const quantity = n.toNumber(line.quantity);
  return {
    id: `line:${line.id.replaceAll(':', '%3A')}:${price.id}:20260101T050000Z`,
    name: price.name,
    price: priceDocument(price, metered, quantity),
    start_date: '2026-01-01T05:00:00+00:00',
    end_date: '2026-02-01T05:00:00+00:00',
    quantity,
    grouping: null,
    subtotal: amount,
    adjustments: [],
    adjusted_subtotal: amount,
    credits_applied: '0.00',
    partially_invoiced_amount: '0.00',
    amount,
    tax_amounts: [],
    sub_line_items: line.rows.map((row) => ({
      name: row.name,
      quantity: n.toNumber(row.quantity),
      amount: n.print(row.amount),
      grouping: null,
      type: 'tier',
      tier_config: { first_unit: row.first, last_unit: row.last, unit_amount: n.text(n.of(row.rate)) },
    })),
    usage_customer_ids: null,
    filter: null,
  };
}

function priceDocument(price: PriceInput, metered: boolean, quantity: number): unknown {
  return {
    id: price.id,
    name: price.name,
    external_price_id: null,
    replaces_price_id: null,
    price_type: metered ? 'usage_price' : 'fixed_price',
    created_at: '2026-02-01T05:00:00+00:00',
    cadence: 'monthly',
    billing_mode: metered ? 'in_arrear' : 'in_advance',
    billing_cycle_configuration: { duration: 1, duration_unit: 'month' },
    invoicing_cycle_configuration: null,
    billable_metric: null,
    dimensional_price_configuration: null,
    fixed_price_quantity: metered ? null : quantity,
    plan_phase_order: null,
    currency: 'USD',
    conversion_rate: null,
    conversion_rate_config: null,
    item: { id: price.id, name: price.name },
    credit_allocation: null,
    composite_price_filters: null,
    invoice_grouping_key: null,
    license_type: null,
    discount: null,
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
    metadata: {},
    model_type: price.model_type,
    [`${price.model_type}_config`]: JSON.parse(JSON.stringify(Reflect.get(price, `${price.model_type}_config`))),
  };
}

function documentOf(
  input: DraftInvoiceInput,
  { id, line_items, total }: { id: string; line_items: unknown; total: string },
): unknown {
  return {
    id,
    invoice_number: null,
    status: 'draft',
    invoice_source: 'subscription',
    customer: { id: input.customer.id, external_customer_id: null },
    subscription: null,
    currency: 'USD',
    invoice_date: '2026-02-01T05:00:00+00:00',
    created_at: '2026-02-01T05:00:00+00:00',
    line_items,
    subtotal: total,
    total,
    amount_due: total,
    discount: null,
    discounts: [],
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
    credit_notes: [],
    customer_balance_transactions: [],
    payment_attempts: [],
    due_date: null,
    issued_at: null,
    issue_failed_at: null,
    paid_at: null,
    payment_started_at: null,
    payment_failed_at: null,
    sync_failed_at: null,
    voided_at: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    will_auto_issue: true,
    eligible_to_issue_at: '2026-02-01T17:00:00+00:00',
    scheduled_issue_at: '2026-02-01T17:00:00+00:00',
    auto_collection: { enabled: false, next_attempt_at: null, previously_attempted_at: null, num_attempts: 0 },
    billing_address: null,
    shipping_address: null,
    customer_tax_id: null,
    memo: null,
    metadata: {},
  };
}
