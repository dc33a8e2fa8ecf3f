import { printMoney, settle, type RealCurrency } from '../../../currency/index.js';
import { formatDecimal, formatExact, subtract, subtractExact, type Exact } from '../../../decimal/index.js';
import { placeOf } from '../../../errors/index.js';
import type { DraftedInvoice, InvoiceLine } from '../../../invoices/index.js';
import { formatInstant } from '../../../time/index.js';
import type { ConversionPartWorkings, InvoiceWorkings, LineWorkings, Policies } from '../../../wire/index.js';
import { encodeStep } from '../../adjustments/encode/adjusted-workings.js';
import { encodeRating } from '../../prices/encode/charge.js';
import { copyJson } from '../../encode/copy.js';
import { encodeTax } from './tax.js';

/** What the record says of whom and where, beside the amounts. */
export type WorkingsHeading = {
  readonly customer_id: string;
  readonly timezone: string;
  readonly policies: Policies;
};

/** Writes the record that an invoice was folded from. */
export function encodeWorkings(draft: DraftedInvoice, heading: WorkingsHeading): InvoiceWorkings {
  const { currency, period, totals } = draft;
  return {
    kind: 'invoice',
    invoice_id: draft.id,
    invoice_source: draft.source,
    customer_id: heading.customer_id,
    currency: currency.code,
    timezone: heading.timezone,
    start_date: formatInstant(period.start),
    end_date: formatInstant(period.end),
    lines: draft.lines.map((line) => encodeLine(line, currency, heading.policies.unrounded_scale)),
    subtotal: printMoney(totals.subtotal, currency),
    tax: printMoney(totals.tax, currency),
    total: printMoney(totals.total, currency),
    customer_balance: formatDecimal(totals.customer_balance),
    balance_applied: printMoney(subtract(totals.total, totals.amount_due), currency),
    amount_due: printMoney(totals.amount_due, currency),
    issues: draft.issues.map((issue) => ({ ...issue })),
    policies: copyJson(heading.policies, placeOf('policies')) as Policies,
  };
}

function encodeLine(line: InvoiceLine, currency: RealCurrency, unrounded_scale: number): LineWorkings {
  const { request, rated } = line;
  const print = (amount: Exact) => printMoney(amount, request.currency, unrounded_scale);
  return {
    line_item_id: line.id,
    price_id: request.price_id,
    name: request.name,
    currency: request.currency.code,
    start_date: formatInstant(request.shown_period.start),
    end_date: formatInstant(request.shown_period.end),
    rating: encodeRating(rated, { unrounded_scale, shown_amounts: line.shown_charges.map(print) }),
    subtotal: print(line.subtotal),
    adjustments: line.adjusted.steps.map((step) => encodeStep(step, request.currency, unrounded_scale)),
    exact_adjusted_subtotal: formatExact(line.adjusted.exact_adjusted_subtotal, unrounded_scale),
    adjusted_subtotal: print(line.adjusted_subtotal),
    credits_applied: print(line.credits_applied),
    credits_applied_before: print(line.credits.applied_before),
    credits: line.credits.payments.map(({ block_id, amount }) => ({ block_id, amount: print(amount) })),
    after_credits: print(subtractExact(line.adjusted_subtotal, line.credits_applied)),
    converted_amount: printMoney(line.converted_amount, currency),
    conversion: line.converted && encodeConversion(line, currency, unrounded_scale),
    partially_invoiced_amount: printMoney(line.partially_invoiced_amount, currency),
    amount: printMoney(line.amount, currency),
    taxes: line.taxes.map((tax) => encodeTax(tax, currency)),
    tax_amount: printMoney(line.tax_amount, currency),
  };
}

function encodeConversion(line: InvoiceLine, currency: RealCurrency, scale: number): readonly ConversionPartWorkings[] {
  const parts = line.converted ?? [];
  const shown = settle(
    line.converted_amount,
    parts.map((part) => part.amount),
    currency,
  );
  return parts.map((part, position) => ({
    quantity: formatExact(part.quantity, scale),
    unit_amount: formatDecimal(part.tier.rate),
    amount: formatExact(part.amount, scale),
    shown_amount: printMoney(shown[position] ?? part.amount, currency),
  }));
}
