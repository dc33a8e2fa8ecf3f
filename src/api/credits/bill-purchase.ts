import type { Ledger } from '../../credits/index.js';
import {
  isGiven,
  isTextList,
  openChild,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { CreditPurchase, CustomerInput, Effect, InvoiceDraft } from '../../wire/index.js';
import { billOneOff, type OneOffInvoiceResult } from '../invoices/bill-one-off.js';
import { readPurchaseRequest } from '../invoices/decode/one-off/purchase-request.js';
import type { PaymentTermsInput } from '../invoices/issue-invoice.js';
import type { TaxFunction } from '../invoices/ports.js';
import type { LedgerCall } from './decode/ledger-call.js';
import { payAwaiting } from './settle-purchase.js';

/** How bought credits are invoiced at once, instead of being asked for by the effect `credit_purchase`. */
export type PurchaseBillingInput = {
  /** `currency` is that of their invoices, in which a unit's cost basis is given. */
  readonly customer: CustomerInput;
  /** One for each purchase, in order. */
  readonly invoice_numbers: readonly string[];
  /** Which taxes are on the purchase; absent: none. */
  readonly tax?: TaxFunction | undefined;
};

/** The invoice of a purchase, and the terms to issue it on while it is a draft. */
export type PurchaseInvoice = {
  readonly block_id: string;
  readonly invoice: InvoiceDraft;
  readonly payment_terms: PaymentTermsInput;
};

/** What purchases came to: the customer with the balance that follows, null where nothing was to be invoiced here. */
export type BilledPurchases = {
  readonly invoices: readonly PurchaseInvoice[];
  readonly customer: CustomerInput | null;
};

/** A ledger with purchases in it, and the effects that ask for their invoices. */
export type Purchases = { readonly next: Ledger; readonly effects: readonly Effect[] };

/**
 * Invoices the purchases of a call if it says how: each by a one-off invoice, in order, against the balance as it then
 * stands. Credits that awaited a payment count at once if nothing is left to pay (§8.5).
 */
export function billPurchases({ next, effects }: Purchases, call: LedgerCall): Purchases & BilledPurchases {
  const billing = isGiven(valueAt(call.fields, 'billing')) ? openChild(call.fields, 'billing') : null;
  refuse(call.fields.issues);
  if (billing === null) return { next, effects, invoices: [], customer: null };
  refuseUnknown(billing, ['customer', 'invoice_numbers', 'tax']);
  const customer = openCustomer(billing);
  const numbers = readNumbers(billing, effects.filter(({ kind }) => kind === 'credit_purchase').length);
  refuse(billing.issues);
  return billEach({ next, effects }, { call, billing, customer, numbers });
}

type Billing = {
  readonly call: LedgerCall;
  readonly billing: Fields;
  readonly customer: CustomerInput;
  readonly numbers: readonly string[];
};

function billEach(purchases: Purchases, billing: Billing): Purchases & BilledPurchases {
  let { next } = purchases;
  let { customer } = billing;
  const invoices: PurchaseInvoice[] = [];
  const effects = purchases.effects.flatMap((effect): readonly Effect[] => {
    if (effect.kind !== 'credit_purchase') return [effect];
    const { block_id } = effect.purchase;
    const billed = billOne(effect.purchase, { ...billing, customer }, invoices.length);
    const { invoice, payment_terms } = billed;
    invoices.push({ block_id, invoice, payment_terms });
    customer = billed.customer;
    if (invoice.status === 'paid') next = payAwaiting(next, block_id, billing.call.at);
    return billed.effects;
  });
  return { next, effects, invoices, customer };
}

function billOne(purchase: CreditPurchase, billing: Billing, turn: number): OneOffInvoiceResult {
  const { call, customer, numbers } = billing;
  const reading = readPurchaseRequest(purchase, {
    fields: billing.billing,
    customer,
    zone: call.reading.ledger.zone,
    at: call.at,
    invoice_number: numbers[turn] ?? '',
    policies: valueAt(call.fields, 'policies'),
  });
  return billOneOff(reading, purchase.mark_as_paid ? 'made' : 'awaited');
}

/** The cost basis is in the customer's currency, so that they must have one. */
function openCustomer(billing: Fields): CustomerInput {
  const customer = openChild(billing, 'customer');
  if (customer !== null && !isGiven(valueAt(customer, 'currency'))) {
    report(customer, 'currency', wanting(null, 'the currency of their invoices'));
  }
  return (customer?.value ?? { id: '' }) as CustomerInput;
}

function readNumbers(billing: Fields, wanted: number): readonly string[] {
  const list = valueAt(billing, 'invoice_numbers');
  const isList = isTextList(list) && !list.includes('');
  if (isList && list.length >= wanted) return list;
  const value = isList ? null : list;
  report(billing, 'invoice_numbers', wanting(value, `a list of numbers, one for each of ${wanted} purchases`));
  return [];
}
