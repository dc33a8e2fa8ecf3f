import type { SubscriptionSurroundings, SubscriptionTransition, SubscriptionTransitionInput } from '../../index.js';
import type { Coupon, Customer, MutatedSubscription, Plan, SubscriptionState } from '../../wire/index.js';
import { partsOf } from '../../identity/index.js';
import { licensingOf } from '../billing/licensing.js';
import { ledgersBeside } from '../billing/charged-ledgers.js';
import { settleOverdue } from '../billing/settle-due.js';
import { modelsOf, policiesOf, taxOf, type Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { withLicenseTypes } from '../resources/license-types-in.js';
import { isBackdated } from './backdated.js';
import { namedIn } from './named-in-request.js';
import { joiningPrices } from './joining-prices.js';
import { groupsIn } from './price-groups.js';
import { keepTransition } from './keep-transition.js';
import { notesOn } from './notes-on.js';
import { scheduledPlans } from './subscription-at.js';
import { usageOf, type MeasuredUsage } from './usage.js';

/** A step in the life of a subscription: one of the pure functions. */
export type Step<Request> = (input: SubscriptionTransitionInput<Request>) => SubscriptionTransition;

/** Takes a step: what it needs is read, the pure function decides, and what it returns is stored and billed. */
export async function takeStep<Request extends object>(
  call: Call,
  step: Step<Request>,
  request: { readonly subscription_id: string; readonly body: Request },
): Promise<MutatedSubscription> {
  await settleOverdue(call, request.subscription_id);
  const kept = await needKept(call, 'subscription', request.subscription_id);
  const transition = await decideStep(call, step, { kept, body: request.body });
  return keepTransition(call, transition, { before: kept });
}

/** Which subscription takes a step, by which request; `plan_id` adds a plan that the request does not name. */
export type StepQuestion<Request> = {
  readonly kept: Kept<'subscription'>;
  readonly body: Request;
  readonly plan_id?: string | undefined;
};

/** What a step leads to, without storing any of it. */
export async function decideStep<Request extends object>(
  call: Call,
  step: Step<Request>,
  question: StepQuestion<Request>,
): Promise<SubscriptionTransition> {
  return step(await stepInput(call, question));
}

/** What a step is decided by. */
export async function stepInput<Request extends object>(
  call: Call,
  { kept, body, plan_id }: StepQuestion<Request>,
): Promise<SubscriptionTransitionInput<Request>> {
  const { document, aside } = kept;
  const customer = await needKept(call, 'customer', document.customer.id);
  const named = plan_id === undefined ? body : { ...body, plan_id };
  const surroundings = await surroundingsOf(call, {
    customer: customer.document,
    body: named,
    plans: await scheduledPlans(call, kept),
  });
  const invoices = (await allKept(call, 'invoice', `subscription:${document.id}`)).map((invoice) => invoice.document);
  const { timezone } = customer.document;
  const { ledgers } = await ledgersBeside(call, customer.document.id, document.id);
  // What joins the subscription may have a metric that nothing of it had, or bill what others use.
  const price_intervals = [...document.price_intervals, ...joiningPrices(body, surroundings)];
  const usage: Partial<MeasuredUsage> = isBackdated(body, { at: call.at, timezone, subscription: document })
    ? await usageOf(call, { ...document, price_intervals }, { from: null, until: call.at })
    : {};
  return {
    ...surroundings,
    coupons: [...(surroundings.coupons ?? []), ...(await couponsOn(call, document, surroundings.coupons ?? []))],
    ledgers,
    ...(await licensingOf(call, document.id, ledgers)),
    ...usage,
    dimensional_price_groups: distinct([
      ...(surroundings.dimensional_price_groups ?? []),
      ...(usage.dimensional_price_groups ?? []),
    ]),
    subscription: document,
    schedule: aside.schedule,
    request: await withLicenseTypes(call, body),
    invoices,
    credit_notes: await notesOn(call, invoices),
  };
}

function distinct<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [one.id, one])).values()];
}

/** The coupons behind adjustments of a subscription, which a step may have to give back; their ids tell them. */
async function couponsOn(
  call: Call,
  { adjustment_intervals }: SubscriptionState,
  known: readonly Coupon[],
): Promise<readonly Coupon[]> {
  const parts = new Set(adjustment_intervals.flatMap(({ adjustment }) => partsOf(adjustment.id)));
  const coupons: Coupon[] = [];
  for (const id of parts) {
    const coupon = known.some((one) => one.id === id) ? null : await readKept(call, 'coupon', id);
    if (coupon !== null) coupons.push(coupon.document);
  }
  return coupons;
}

type Surrounded = { readonly customer: Customer; readonly body: object; readonly plans: readonly Plan[] };

/** What every operation on a subscription may need beside its request. */
export async function surroundingsOf(
  call: Call,
  { customer, body, plans }: Surrounded,
): Promise<SubscriptionSurroundings> {
  const named = await namedIn(call, body);
  return {
    at: call.at,
    customer,
    plans: [...named.plans, ...plans.filter(({ id }) => !named.plans.some((plan) => plan.id === id))],
    prices: named.prices,
    coupons: named.coupons,
    dimensional_price_groups: await groupsIn(call, body),
    ...taxOf(call),
    ...modelsOf(call),
    ...policiesOf(call),
  };
}
