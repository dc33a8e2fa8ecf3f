import { createOneOffInvoice, percentTax, type CreateOneOffInvoiceInput, type TaxRateInput } from '../../src/index.js';

type Request = CreateOneOffInvoiceInput['request'];

export const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' } as const;

/** Midday of 10 March in New York, two days after its clocks went forward. */
export const at = '2026-03-10T16:00:00Z';

/** A line of a one-off invoice. */
export function lineItem(name: string, quantity: number | string, unit_amount: string): Request['line_items'][number] {
  const days = { start_date: '2026-03-02', end_date: '2026-03-04' };
  return { name, item_id: name.toLowerCase(), quantity, ...days, model_type: 'unit', unit_config: { unit_amount } };
}

/** A request for a one-off invoice of today. */
export function requestOf(line_items: Request['line_items'], more: Partial<Request> = {}): Request {
  return { customer_id: 'acme', currency: 'USD', invoice_date: '2026-03-10', line_items, ...more };
}

/** The input of a one-off invoice. */
export function inputOf(
  line_items: Request['line_items'],
  more: Partial<Request> = {},
  rates: readonly TaxRateInput[] = [],
): CreateOneOffInvoiceInput {
  const request = requestOf(line_items, more);
  return { customer, at, request, ...(rates.length > 0 && { tax: percentTax(rates) }) };
}

/** A draft of such lines. */
export function draftOf(...args: Parameters<typeof inputOf>) {
  return createOneOffInvoice(inputOf(...args)).invoice;
}
