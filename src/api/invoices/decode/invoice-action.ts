import type { MoneyRules } from '../../../currency/index.js';
import {
  invariant,
  openChild,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  shown,
  type Fields,
} from '../../../errors/index.js';
import type { InvoiceRecord } from '../../../invoices/index.js';
import type { Instant } from '../../../time/index.js';
import type { InvoiceInput, Policies } from '../../../wire/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import { documentAt } from '../../decode/document.js';
import { openInput } from '../../decode/input.js';
import { readMoment, type Moment } from '../../decode/moment.js';
import { moneyRulesOf, readPolicies } from '../../decode/policies.js';
import { readInvoiceRecord } from './recorded-invoice.js';
import { invoiceShape } from '../../decode/shapes/invoice.js';
import { reportUnrounded } from '../../decode/whole-units.js';

/** What every action on an invoice is told: which invoice, whose, and when. */
export type InvoiceAction = {
  readonly input: Fields;
  readonly invoice_fields: Fields;
  readonly record: InvoiceRecord;
  /** The document itself, for what only passes through. */
  readonly document: InvoiceInput;
  readonly customer: BilledCustomer;
  readonly at: Instant;
  readonly policies: Policies;
  readonly rules: MoneyRules;
};

/** Opens `{ invoice, customer, at, policies, … }`; `more` are the keys of the action itself. */
export function readInvoiceAction(given: unknown, ...more: readonly string[]): InvoiceAction {
  const input = openInput(given);
  refuseUnknown(input, ['invoice', 'customer', 'at', 'policies', ...more]);
  const policies = readPolicies(input);
  const rules = moneyRulesOf(policies);
  const invoice_fields = openChild(input, 'invoice');
  const record = invoice_fields && readInvoiceRecord(invoice_fields, rules);
  const document = invoice_fields && documentAt(invoice_fields, invoiceShape, 0);
  const moment = readMoment(input);
  if (record && moment) checkCustomer(moment, record);
  refuse(input.issues);
  invariant(invoice_fields !== null && record !== null && moment !== null, 'an input without errors is read');
  invariant(document !== null, 'an invoice without errors is a document');
  const { customer, at } = moment;
  return { input, invoice_fields, record, document, customer, at, policies, rules };
}

/** The invoice is the customer's, and the balance is whole minor units of the invoice's currency. */
export function checkCustomer({ fields, customer }: Moment, record: InvoiceRecord): void {
  const { id, currency } = record;
  if (record.customer_id !== '' && customer.id !== '' && record.customer_id !== customer.id) {
    const message = `is ${shown(customer.id)}, but ${id} is an invoice of ${shown(record.customer_id)}; give its customer`;
    report(fields, 'id', { code: 'customer_reference', message });
  }
  reportUnrounded(fields, 'balance', { value: customer.balance, currency });
}

/** Opens the request of an action; an action without any parameters may go without one. */
export function openRequest({ input }: { readonly input: Fields }, ...known: readonly string[]): Fields {
  const request = openChild(input, 'request');
  if (request !== null) refuseUnknown(request, known);
  refuse(input.issues);
  return request ?? { ...input, place: placeOf('request'), value: {} };
}
