import { applySubscriptionChange, cancelSubscriptionChange } from '../../index.js';
import { isGiven } from '../../errors/index.js';
import type {
  ApplySubscriptionChangeRequest,
  Page,
  SubscriptionChange,
  SubscriptionChangeState,
  SubscriptionChangeSummary,
  SubscriptionState,
} from '../../wire/index.js';
import type { Call } from '../call.js';
import { nextNumber } from '../billing/invoice-number.js';
import { openBody } from '../body.js';
import { needKept, readKept, writeKept } from '../kept/documents.js';
import { valuesOf } from '../kept/filters.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { keepTransition } from '../subscriptions/keep-transition.js';
import { stepInput, surroundingsOf } from '../subscriptions/step.js';
import { namedCustomer, type AnyCustomer } from './customer-reference.js';

type ChangeParams = { readonly subscription_change_id: string };

/** A change with the subscription as it would become, or became. */
export async function fetchSubscriptionChange(call: Call, params: ChangeParams): Promise<SubscriptionChange> {
  return orbChange((await needKept(call, 'subscription_change', params.subscription_change_id)).document);
}

export async function listSubscriptionChanges(
  call: Call,
  params: PageParams & AnyCustomer & { readonly status?: string | null },
): Promise<Page<SubscriptionChangeSummary>> {
  const customer = await namedCustomer(call, params);
  const statuses = valuesOf(params, 'status');
  const key = customer === null ? undefined : `customer:${customer.document.id}`;
  const accept = ({ document }: Kept<'subscription_change'>): boolean =>
    statuses === null || statuses.includes(document.status);
  const page = await listKept(call, { kind: 'subscription_change', key, accept }, params);
  return mapPage(page, ({ document }) => {
    const { id, status, expiration_time, applied_at = null, cancelled_at = null, subscription_id } = document;
    return { id, status, expiration_time, applied_at, cancelled_at, subscription_id };
  });
}

/** Makes a change that waits, with what was collected for it (§9.2). */
export async function applyChange(
  call: Call,
  { subscription_change_id, body }: ChangeParams & { readonly body?: ApplySubscriptionChangeRequest | null },
): Promise<SubscriptionChange> {
  const kept = await needKept(call, 'subscription_change', subscription_change_id);
  const request = body ?? {};
  openBody(request);
  const before = await readKept(call, 'subscription', kept.document.subscription_id);
  const applied = applySubscriptionChange({
    ...(await inputOf(call, kept, before)),
    subscription_change: kept.document,
    request,
    invoice_numbers: await numbersFor(call, kept, request),
  });
  await writeKept(call, 'subscription_change', { ...kept, document: applied.subscription_change });
  const subscription = await keepTransition(call, applied, { before, keepsInvoices: true });
  const stored = await needKept(call, 'subscription_change', subscription_change_id);
  const document = { ...stored.document, subscription };
  return orbChange((await writeKept(call, 'subscription_change', { ...stored, document })).document);
}

/** Gives up a change that waits: other operations may follow. */
export async function cancelChange(call: Call, params: ChangeParams): Promise<SubscriptionChange> {
  const kept = await needKept(call, 'subscription_change', params.subscription_change_id);
  const before = await readKept(call, 'subscription', kept.document.subscription_id);
  const cancelled = cancelSubscriptionChange({
    subscription_change: kept.document,
    at: call.at,
    ...(before === null ? {} : { subscription: before.document }),
  });
  if (before !== null && cancelled.subscription !== null) {
    const document: SubscriptionState = { ...before.document, pending_subscription_change: null };
    await writeKept(call, 'subscription', { ...before, document });
  }
  const written = await writeKept(call, 'subscription_change', { ...kept, document: cancelled.subscription_change });
  return orbChange(written.document);
}

/** What the operation takes by itself; its request is the change's. */
async function inputOf(
  call: Call,
  { document, aside }: Kept<'subscription_change'>,
  before: Kept<'subscription'> | null,
) {
  if (before === null) {
    const { document: customer } = await needKept(call, 'customer', aside.customer_id);
    return surroundingsOf(call, { customer, body: document.request, plans: [] });
  }
  const { request: _request, ...input } = await stepInput(call, { kept: before, body: document.request });
  return input;
}

/** One number for each invoice that the change may issue, where anything was collected for them. */
async function numbersFor(
  call: Call,
  { document, aside }: Kept<'subscription_change'>,
  { mark_as_paid, previously_collected_amount }: ApplySubscriptionChangeRequest,
): Promise<readonly string[]> {
  if (mark_as_paid !== true && !isGiven(previously_collected_amount)) return [];
  const customer = await needKept(call, 'customer', aside.customer_id);
  const created = document.subscription?.changed_resources?.created_invoices ?? [];
  const numbers: string[] = [];
  for (const { is_payable_now } of created) if (is_payable_now) numbers.push(await nextNumber(call, customer));
  return numbers;
}

/** A change without what it keeps to be applied. */
function orbChange({
  request: _request,
  requested_at: _at,
  subscription_id: _id,
  ...change
}: SubscriptionChangeState): SubscriptionChange {
  return change;
}
