import { currencyOf } from '../../currency/index.js';
import { formatDecimal, formatFixed } from '../../decimal/index.js';
import { placeOf } from '../../errors/index.js';
import type { Customer, Writable } from '../../wire/index.js';
import type { BilledCustomer } from '../decode/customer.js';
import { copyJson, put } from './copy.js';

/** Writes the complete customer document that a subscription shows: what was given, and Orb's defaults for the rest. */
export function encodeCustomer(customer: BilledCustomer, created_at: string): Writable<Customer> {
  const written = defaultsOf(customer, created_at);
  const given: Readonly<Record<string, unknown>> = customer.document;
  for (const key of Object.keys(written)) {
    const value = given[key];
    if (value !== undefined && value !== null && key !== 'balance') put(written, key, copyJson(value, placeOf(key)));
  }
  return written;
}

/** In major units with the digits of the currency (F1, §11.3); of one that is not set yet, with two. */
function printBalance({ currency, balance }: BilledCustomer): string {
  const known = currencyOf(currency ?? 'USD');
  const printed = formatDecimal(balance);
  // Finer than the currency, under other minor units, it stays what it is.
  return known.real && !hasFinerDigits(printed, known.places) ? formatFixed(balance, known.places) : printed;
}

function hasFinerDigits(printed: string, places: number): boolean {
  return (printed.split('.')[1] ?? '').length > places;
}

function defaultsOf(customer: BilledCustomer, created_at: string): Writable<Customer> {
  return {
    id: customer.id,
    external_customer_id: null,
    name: customer.id,
    email: '',
    additional_emails: [],
    timezone: customer.timezone,
    currency: null,
    balance: printBalance(customer),
    payment_provider: null,
    payment_provider_id: null,
    payment_configuration: null,
    default_payment_method: null,
    billing_address: null,
    shipping_address: null,
    tax_id: null,
    automatic_tax_enabled: null,
    exempt_from_automated_tax: null,
    auto_collection: false,
    auto_issuance: null,
    email_delivery: false,
    hierarchy: { parent: null, children: [] },
    accounting_sync_configuration: null,
    reporting_configuration: null,
    portal_url: null,
    created_at,
    metadata: {},
  };
}
