import { createSubscription } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type {
  MutatedSubscription,
  NewSubscription,
  Page,
  Subscription,
  SubscriptionScheduleItem,
  SubscriptionState,
  SubscriptionStatus,
} from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { valuesOf, withinBounds, type DateBounds } from '../kept/filters.js';
import { listKept, mapPage, pageOf, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { keepTransition } from '../subscriptions/keep-transition.js';
import { stageChange } from '../subscriptions/stage.js';
import { surroundingsOf } from '../subscriptions/step.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { needCustomer, type AnyCustomer } from './customer-reference.js';
import { withLicenseTypes } from './license-types-in.js';
import { needPlan } from './plans.js';

/** A subscription by its id. */
export type SubscriptionParams = { readonly subscription_id: string };

/** Subscribes a customer to a plan, and bills what is due by now (§9.1). */
export async function subscribe(
  call: Call,
  { body }: { readonly body: NewSubscription },
): Promise<MutatedSubscription> {
  const customer = await needCustomer(call, body);
  const surroundings = await surroundingsOf(call, { customer: customer.document, body, plans: [] });
  const input = { ...surroundings, id: call.newId('subscription'), request: await withLicenseTypes(call, body) };
  if (call.creates_pending_change) return stageChange(call, 'create_subscription', { kept: null, input });
  const transition = createSubscription(input);
  return keepTransition(call, transition, { before: null });
}

export async function fetchSubscription(call: Call, { subscription_id }: SubscriptionParams): Promise<Subscription> {
  return subscriptionAt(call, await needKept(call, 'subscription', subscription_id), call.at);
}

type ListParams = PageParams &
  DateBounds<'created_at'> &
  AnyCustomer & {
    readonly 'customer_id[]'?: string | readonly string[];
    readonly 'external_customer_id[]'?: string | readonly string[];
    readonly plan_id?: string | null;
    readonly external_plan_id?: string | null;
    readonly status?: SubscriptionStatus | readonly SubscriptionStatus[];
    readonly 'status[]'?: SubscriptionStatus | readonly SubscriptionStatus[];
  };

export async function listSubscriptions(call: Call, params: ListParams): Promise<Page<Subscription>> {
  const accept = await acceptorOf(call, params);
  const page = await listKept(call, { kind: 'subscription', key: await keyOf(call, params), accept }, params);
  return mapPage(page, (kept) => subscriptionAt(call, kept, call.at));
}

/** The stretches of a subscription's life on its plans. */
export async function fetchSubscriptionSchedule(
  call: Call,
  params: SubscriptionParams & PageParams & DateBounds<'start_date'>,
): Promise<Page<SubscriptionScheduleItem>> {
  const { aside } = await needKept(call, 'subscription', params.subscription_id);
  const within = withinBounds(params, 'start_date');
  const items = aside.schedule
    .filter(({ start_date }) => within(start_date))
    .map(({ start_date, end_date, created_at, plan }) => ({ start_date, end_date, created_at, plan }));
  return pageOf(items, params);
}

/** Where a subscription stands at an instant, by its dates alone: `[start, end)`. */
function statusAt({ start_date, end_date }: SubscriptionState, at: string): SubscriptionStatus {
  const now = parseInstant(at);
  if (end_date !== null && parseInstant(end_date) <= now) return 'ended';
  return parseInstant(start_date) <= now ? 'active' : 'upcoming';
}

/** The narrowest key that the store can list by. */
async function keyOf(call: Call, params: ListParams): Promise<string | undefined> {
  const { plan_id, external_plan_id } = params;
  const customers = await customersIn(call, params);
  const [customer, ...others] = [...(customers ?? [])];
  if (customer !== undefined && others.length === 0) return `customer:${customer}`;
  if (typeof plan_id === 'string') return `plan:${plan_id}`;
  if (typeof external_plan_id !== 'string') return undefined;
  return `plan:${(await needPlan(call, { external_plan_id })).document.id}`;
}

async function acceptorOf(call: Call, params: ListParams): Promise<(kept: Kept<'subscription'>) => boolean> {
  const within = withinBounds(params, 'created_at');
  const customers = await customersIn(call, params);
  const statuses = valuesOf(params, 'status');
  return ({ document }) =>
    within(document.created_at) &&
    (customers === null || customers.has(document.customer.id)) &&
    (statuses === null || statuses.includes(statusAt(document, call.at))) &&
    isOnPlan(document, params);
}

function isOnPlan({ plan }: SubscriptionState, { plan_id, external_plan_id }: ListParams): boolean {
  return (plan_id ?? plan?.id) === plan?.id && (external_plan_id ?? plan?.external_plan_id) === plan?.external_plan_id;
}

/** The customers that a query restricts the list to; null: everybody. */
async function customersIn(call: Call, params: ListParams): Promise<ReadonlySet<string> | null> {
  const ids = valuesOf(params, 'customer_id');
  const external = valuesOf(params, 'external_customer_id');
  if (ids === null && external === null) return null;
  const customers = new Set(ids);
  for (const external_customer_id of external ?? []) {
    customers.add((await needCustomer(call, { external_customer_id })).document.id);
  }
  return customers;
}
