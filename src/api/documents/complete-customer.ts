import {
  invariant,
  isGiven,
  isObject,
  openChild,
  optionalChild,
  optionalFlag,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { formatInstant } from '../../time/index.js';
import type { Address, Customer, CustomerReference, NewCustomer, Writable } from '../../wire/index.js';
import { readCustomer } from '../decode/customer.js';
import { checkCustomerParts, readAccountingSync } from './decode/customer-request.js';
import { requiredInstantAt, objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { encodeCustomer } from '../encode/customer.js';

/** What `completeCustomer` takes. */
export type CompleteCustomerInput = {
  readonly id: string;
  /** Orb's body that creates a customer, or a document to complete anew. */
  readonly request: NewCustomer;
  /** Now, an instant: when the customer was created. */
  readonly at: string;
  /** The customers that `hierarchy` names by id. */
  readonly relatives?: readonly CustomerReference[] | undefined;
};

const known = ['id', 'request', 'at', 'relatives'];

/**
 * Writes the complete document of a customer from the request that creates one: every key of Orb's, UTC and a balance of
 * zero unless the request says otherwise.
 *
 * @throws `missing_field` without a name or an email; `unknown_timezone`; `customer_reference` for a relative that is not
 * given; `invalid_type`, `invalid_instant`
 * @example
 * ```ts
 * import { completeCustomer } from 'reckoner';
 *
 * const customer = completeCustomer({
 *   id: 'acme',
 *   request: { name: 'Acme', email: 'billing@acme.test', currency: 'USD', timezone: 'America/New_York' },
 *   at: '2026-01-01T00:00:00Z',
 * });
 * [customer.balance, customer.auto_collection, customer.created_at]; // → ['0.00', false, '2026-01-01T00:00:00+00:00']
 * ```
 */
export function completeCustomer(given: CompleteCustomerInput): Writable<Customer> {
  const input = openInput(given);
  refuseUnknown(input, known);
  const id = requiredText(input, 'id');
  const at = requiredInstantAt(input, 'at');
  const request = openChild(input, 'request');
  refuse(input.issues);
  invariant(request !== null && at !== null, 'an input without errors is read');
  checkCustomerParts(request);
  const fields = { ...request, value: { ...request.value, id, ...normalised(request, input) } };
  const customer = readCustomer(fields);
  refuse(input.issues);
  return encodeCustomer(customer, formatInstant(at));
}

/** What a request says in another form than the document. */
function normalised(request: Fields, input: Fields): Readonly<Record<string, unknown>> {
  const sync = readAccountingSync(request);
  return {
    ...addressesOf(request),
    ...(sync === null ? {} : { accounting_sync_configuration: sync }),
    ...(isGiven(valueAt(request, 'hierarchy')) ? { hierarchy: hierarchyOf(request, input) } : {}),
    ...taxOf(request),
  };
}

const lines = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'] as const satisfies (keyof Address)[];

function addressesOf(request: Fields): Readonly<Record<string, unknown>> {
  const addresses = ['billing_address', 'shipping_address'].flatMap((key) => {
    const address = isGiven(valueAt(request, key)) ? openChild(request, key) : null;
    return address === null
      ? []
      : [[key, Object.fromEntries(lines.map((line) => [line, optionalText(address, line)]))]];
  });
  return Object.fromEntries(addresses) as Readonly<Record<string, unknown>>;
}

/** A request names relatives by id; the document shows them with their external ids. */
function hierarchyOf(request: Fields, input: Fields): unknown {
  const hierarchy = openChild(request, 'hierarchy');
  if (hierarchy === null) return null;
  const parent = optionalText(hierarchy, 'parent_customer_id');
  const ids = valueAt(hierarchy, 'child_customer_ids');
  if (parent === null && !isGiven(ids)) return hierarchyDocument(hierarchy);
  if (isGiven(ids) && !Array.isArray(ids)) report(hierarchy, 'child_customer_ids', wanting(ids, 'a list of ids'));
  const children = Array.isArray(ids) ? (ids as readonly unknown[]) : [];
  const relatives = relativesOf(input);
  const find = (id: unknown, key: string): CustomerReference | null => {
    const relative = relatives.find((one) => one.id === id);
    const message = 'names a customer that is not among relatives; add it there';
    if (relative === undefined) report(hierarchy, key, { code: 'customer_reference', message });
    return relative ?? null;
  };
  return {
    parent: parent === null ? null : find(parent, 'parent_customer_id'),
    children: children.map((id) => find(id, 'child_customer_ids')),
  };
}

/** A hierarchy as a document shows it; one that names nobody is that of a customer by themselves. */
function hierarchyDocument(hierarchy: Fields): unknown {
  const parent = optionalChild(hierarchy, 'parent');
  const members = [...(parent === null ? [] : [parent]), ...objectsAt(hierarchy, 'children')].map((member) => ({
    id: requiredText(member, 'id'),
    external_customer_id: optionalText(member, 'external_customer_id'),
  }));
  return parent === null ? { parent, children: members } : { parent: members[0], children: members.slice(1) };
}

function relativesOf(input: Fields): readonly CustomerReference[] {
  const list = valueAt(input, 'relatives');
  return Array.isArray(list)
    ? (list as readonly unknown[]).filter(isObject).map((one) => one as CustomerReference)
    : [];
}

function taxOf(request: Fields): Readonly<Record<string, unknown>> {
  const tax = isGiven(valueAt(request, 'tax_configuration')) ? openChild(request, 'tax_configuration') : null;
  if (tax === null) return {};
  return {
    exempt_from_automated_tax: optionalFlag(tax, 'tax_exempt'),
    automatic_tax_enabled: isGiven(valueAt(tax, 'automatic_tax_enabled'))
      ? optionalFlag(tax, 'automatic_tax_enabled')
      : null,
  };
}
