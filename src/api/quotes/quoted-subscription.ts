import {
  invariant,
  isGiven,
  isObject,
  openChild,
  problem,
  refuse,
  report,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import type {
  Coupon,
  CustomerInput,
  NewSubscription,
  PlanInput,
  PoliciesInput,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import { decideCreation } from '../subscriptions/transitions/create.js';
import { writeStep } from '../subscriptions/transitions/decision.js';
import { readCustomer } from '../decode/customer.js';
import { withPaths } from './renamed-paths.js';

/** The subscription that a quote is about, and its customer in the currency of the deal. */
export type QuotedSubscription = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly customer: CustomerInput;
};

const ownKeys = ['customer_id', 'external_customer_id', 'plan_id', 'external_plan_id', 'start_date'];

/** Subscribes the customer as the offer says, from the start of the quote on (§9.1). */
export function subscribeQuoted(input: Fields): QuotedSubscription {
  const payer = openChild(input, 'customer');
  const customer = payer && readCustomer(payer);
  const plan = readPlan(input, customer && customer.currency);
  const terms = readTerms(input);
  refuse(input.issues);
  invariant(customer !== null && plan !== null, 'an offer without errors is read');
  const start_date = valueAt(input, 'start_date') as string;
  // What subscribing bills is the first invoice of the horizon, which is drafted with all the others.
  const { subscription, schedule } = withPaths(pathIn(input), () =>
    writeStep(
      decideCreation({
        customer: customer.document,
        plans: [plan],
        coupons: valueAt(input, 'coupons') as readonly Coupon[] | undefined,
        request: { ...terms, customer_id: customer.id, plan_id: plan.id, start_date },
        at: start_date,
        policies: valueAt(input, 'policies') as PoliciesInput | undefined,
      }),
    ),
  );
  const currency = subscription.plan?.invoicing_currency ?? customer.currency;
  return { subscription, schedule, customer: { ...customer.document, currency } };
}

/** The one of `plan` and `prices` that is given, as a plan with an id. */
function readPlan(input: Fields, currency: string | null): (PlanInput & { readonly id: string }) | null {
  const [hasPlan, hasPrices] = [isGiven(valueAt(input, 'plan')), isGiven(valueAt(input, 'prices'))];
  if (hasPlan === hasPrices) {
    input.issues.push(problem('', 'missing_field', 'needs either plan or prices, and not both'));
    return null;
  }
  if (hasPrices)
    return {
      id: 'quote',
      name: 'Quote',
      ...inCurrency(input, currency),
      prices: valueAt(input, 'prices') as PlanInput['prices'],
    };
  const plan = openChild(input, 'plan')?.value as PlanInput | undefined;
  return plan === undefined ? null : { ...plan, id: plan.id ?? plan.external_plan_id ?? 'plan' };
}

/** Bare prices are in the customer's currency, or else in the one that the first of them names. */
function inCurrency(input: Fields, currency: string | null): { readonly currency?: string } {
  const list = valueAt(input, 'prices');
  const first: unknown = Array.isArray(list) ? list[0] : null;
  const named = isObject(first) && typeof first['currency'] === 'string' ? first['currency'] : null;
  const chosen = currency ?? named;
  return chosen === null ? {} : { currency: chosen };
}

function readTerms(input: Fields): NewSubscription {
  if (!isGiven(valueAt(input, 'terms'))) return {};
  const terms = openChild(input, 'terms');
  if (terms === null) return {};
  for (const key of ownKeys) {
    if (!isGiven(valueAt(terms, key))) continue;
    report(terms, key, { code: 'invalid_type', message: 'is what the quote itself says; leave it out of the terms' });
  }
  return terms.value;
}

/** What subscribing calls by names of its own. */
function pathIn(input: Fields): (path: string) => string {
  const hasPlan = isGiven(valueAt(input, 'plan'));
  return (path) =>
    path
      .replace(/^plans\[0\]\.?/, hasPlan ? 'plan.' : '')
      .replace(/^request\.start_date/, 'start_date')
      .replace(/^request/, 'terms')
      .replace(/^at$/, 'start_date')
      .replace(/\.$/, '');
}
