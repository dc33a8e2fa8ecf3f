import { percentTax, type DraftInvoiceInput, type TaxRateInput } from 'reckoner';
import type { InvoiceInput } from '../../src/wire/index.js';
import { print, rational, sum } from './rational.js';

/** Blocks and what each pays, by price: what a ledger would answer. */
export type CreditsCase = Readonly<Record<string, readonly (readonly [block_id: string, amount: string])[]>>;

/** The parts of an invoice's input that JSON cannot hold, or that are tedious to write, as a case states them. */
export type PortsCase = {
  readonly credits?: CreditsCase;
  readonly tax_rates?: readonly TaxRateInput[];
  /** What one earlier invoice billed, by price. */
  readonly billed_before?: Readonly<Record<string, string>>;
};

/** The input of a case with its functions and earlier invoices in place. */
export function withPorts(input: DraftInvoiceInput, ports: PortsCase): DraftInvoiceInput {
  const { credits, tax_rates, billed_before } = ports;
  return {
    ...input,
    ...(credits && {
      payWithCredits: (charges) =>
        charges.map(({ price_id }) => (credits[price_id] ?? []).map(([block_id, amount]) => ({ block_id, amount }))),
    }),
    ...(tax_rates && { tax: percentTax(tax_rates) }),
    ...(billed_before && { earlier_invoices: [earlierInvoice(input, billed_before)] }),
  };
}

/** A partial invoice that billed given amounts from the start of the period: every figure a document needs. */
function earlierInvoice(input: DraftInvoiceInput, billed: Readonly<Record<string, string>>): InvoiceInput {
  const { period, customer } = input;
  const start = `${period.start_date}T00:00:00Z`;
  const total = print(sum(Object.values(billed).map(rational)));
  return {
    id: 'earlier',
    status: 'draft',
    invoice_source: 'partial',
    customer: { id: customer.id },
    currency: customer.currency ?? 'USD',
    invoice_date: start,
    subtotal: total,
    total,
    amount_due: total,
    line_items: Object.entries(billed).map(([id, amount]) => ({
      id: `earlier-${id}`,
      name: id,
      price: { id, currency: customer.currency ?? 'USD' },
      start_date: start,
      end_date: `${period.end_date}T00:00:00Z`,
      quantity: 1,
      subtotal: amount,
      adjusted_subtotal: amount,
      credits_applied: '0.00',
      partially_invoiced_amount: '0.00',
      amount,
    })),
  } as unknown as InvoiceInput;
}
