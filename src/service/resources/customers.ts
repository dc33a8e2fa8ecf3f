import { fail, isGiven, refuse, shown } from '../../errors/index.js';
import { completeCustomer } from '../../index.js';
import type { Customer, CustomerInputFields, NewCustomer, Page } from '../../wire/index.js';
import { openBody, withoutBlanks } from '../body.js';
import type { Call } from '../call.js';
import { findKept, removeKept, writeKept } from '../kept/documents.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { allKept, listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { tell } from '../messages.js';
import { mergedMetadata } from '../metadata.js';
import { refuseDuplicate, refuseState } from '../refusals.js';
import { changedRelatives, joinedHierarchy, noRelatives } from './customer-hierarchy.js';
import { freePrefix } from './customer-prefix.js';
import { needCustomer, type CustomerParams } from './customer-reference.js';

export async function createCustomer(call: Call, { body }: { readonly body: NewCustomer }): Promise<Customer> {
  const fields = openBody(body);
  await refuseTaken(call, body.external_customer_id);
  const metadata = mergedMetadata(fields, {});
  refuse(fields.issues);
  const id = call.newId('customer');
  const hierarchy = await joinedHierarchy(call, { id, hierarchy: noRelatives }, body);
  const request = { timezone: call.account.timezone ?? 'UTC', ...withoutBlanks(body), hierarchy, metadata };
  const document = completeCustomer({ id, request: request as NewCustomer, at: call.at });
  const invoice_prefix = await freePrefix(call, document);
  const kept = await writeKept(call, 'customer', { document, aside: { invoice_prefix } });
  await tell(call, [{ kind: 'customer_created', at: call.at, customer: kept.document }]);
  await keepRelatives(call, null, kept.document);
  return kept.document;
}

export async function fetchCustomer(call: Call, params: CustomerParams): Promise<Customer> {
  return (await needCustomer(call, params)).document;
}

export async function listCustomers(
  call: Call,
  params: PageParams & DateBounds<'created_at'>,
): Promise<Page<Customer>> {
  const within = withinBounds(params, 'created_at');
  const page = await listKept(
    call,
    { kind: 'customer', accept: ({ document }) => within(document.created_at) },
    params,
  );
  return mapPage(page, ({ document }) => document);
}

/**
 * What is left out, or null where a value has to be, stays; the currency and the external id are set once, and relatives
 * join those that there are.
 */
export async function updateCustomer(
  call: Call,
  params: CustomerParams & { readonly body: CustomerInputFields },
): Promise<Customer> {
  const kept = await needCustomer(call, params);
  const { body } = params;
  const fields = openBody(body);
  refuseReset(kept.document, body, 'currency');
  refuseReset(kept.document, body, 'external_customer_id');
  if (kept.document.external_customer_id === null) await refuseTaken(call, body.external_customer_id);
  const metadata = mergedMetadata(fields, kept.document.metadata);
  refuse(fields.issues);
  refuseMethod(kept.document, body.default_payment_method_id);
  const { id, created_at: at, balance } = kept.document;
  const hierarchy = await joinedHierarchy(call, kept.document, body);
  const request = { ...kept.document, ...clearedIn(body), ...withoutBlanks(body), hierarchy, metadata };
  const document = completeCustomer({ id, request: request as NewCustomer, at });
  const customer = await keepCustomer(call, kept, { ...document, balance });
  await keepRelatives(call, kept.document, customer);
  return customer;
}

/** Deletes a customer with their subscriptions and drafts, as long as none of their invoices was issued. */
export async function deleteCustomer(call: Call, params: CustomerParams): Promise<null> {
  const kept = await needCustomer(call, params);
  const key = `customer:${kept.document.id}`;
  const invoices = await allKept(call, 'invoice', key);
  if (invoices.some(({ document }) => document.status !== 'draft')) {
    refuseState('customer', kept.document.id, 'has issued invoices, which a deletion would lose; it stays');
  }
  for (const invoice of invoices) await removeKept(call, 'invoice', invoice);
  for (const kind of ['subscription', 'alert', 'top_up', 'credit_ledger', 'credit_block'] as const) {
    for (const owned of await allKept(call, kind, key)) await removeKept(call, kind, owned);
  }
  await removeKept(call, 'customer', kept);
  await keepRelatives(call, kept.document, null);
  await tell(call, [{ kind: 'customer_deleted', at: call.at, customer_id: kept.document.id }]);
  return null;
}

/** Stores what became of a customer, and tells what it was before. */
export async function keepCustomer(call: Call, before: Kept<'customer'>, document: Customer): Promise<Customer> {
  const { document: customer } = await writeKept(call, 'customer', { ...before, document });
  const keys = Object.keys(customer) as readonly (keyof Customer)[];
  const changed = keys.filter((key) => JSON.stringify(customer[key]) !== JSON.stringify(before.document[key]));
  const previous = changed.map((key) => [key, before.document[key] ?? null] as const);
  const previous_attributes: Partial<Customer> = Object.fromEntries(previous);
  await tell(call, [{ kind: 'customer_edited', at: call.at, customer, previous_attributes }]);
  return customer;
}

/** Both sides of a hierarchy show it, by the ids that they have. */
async function keepRelatives(call: Call, before: Customer | null, after: Customer | null): Promise<void> {
  for (const { kept, document } of await changedRelatives(call, before, after))
    await keepCustomer(call, kept, document);
}

/** Null takes these away; of all other keys it says nothing. */
function clearedIn(body: CustomerInputFields): Partial<Customer> {
  const clearable = [
    'billing_address',
    'shipping_address',
    'tax_id',
    'payment_provider',
    'payment_provider_id',
  ] as const;
  return Object.fromEntries(clearable.filter((key) => body[key] === null).map((key) => [key, null]));
}

function refuseReset(customer: Customer, body: CustomerInputFields, key: 'currency' | 'external_customer_id'): void {
  const [before, after] = [customer[key], body[key]];
  if (!isGiven(before) || !isGiven(after) || before === after) return;
  fail(`body.${key}`, 'invalid_transition', `is set once, and is ${shown(before)} already; leave it out`);
}

function refuseMethod({ default_payment_method }: Customer, id: unknown): void {
  if (!isGiven(id) || default_payment_method?.id === id) return;
  const message = `is ${shown(id)}, which the gateway was not seen to hold; synchronise its payment methods first`;
  fail('body.default_payment_method_id', 'resource_not_found', message);
}

async function refuseTaken(call: Call, external_id: unknown): Promise<void> {
  if (typeof external_id !== 'string') return;
  if ((await findKept(call, 'customer', `external:${external_id}`)) === null) return;
  refuseDuplicate('body.external_customer_id', 'customer', external_id);
}
