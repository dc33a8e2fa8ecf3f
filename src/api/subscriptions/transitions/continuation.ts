import { isObject, openChild, problem, type Fields } from '../../../errors/index.js';
import { stretchAt, type Transition } from '../../../subscriptions/index.js';
import type { Plan } from '../../../wire/index.js';
import { planNamed } from '../decode/plan-choice.js';
import { readPlan, type SubscribablePlan } from '../decode/plan.js';
import type { Reading } from '../decode/reading.js';
import { encodeCustomer } from '../../encode/customer.js';
import { copyOf } from '../encode/intervals.js';
import { encodePlan } from '../encode/plan.js';
import type { SubscriptionTerms } from '../encode/subscription.js';
import type { Decision } from './decision.js';

/** A decision about a subscription that exists: what the request does not say of its terms stays. */
export function continueWith(
  reading: Reading,
  transition: Transition,
  said: Partial<SubscriptionTerms> = {},
): Decision {
  const before = reading.timeline.prices;
  const prices = new Map([...before, ...transition.timeline.prices].map(({ id, price }) => [id, price.id]));
  return {
    surroundings: reading,
    transition,
    terms: { ...termsOf(reading), plan: said.plan ?? currentPlan(reading, transition), ...said },
    invoices: reading.invoices,
    price_of: (id) => prices.get(id),
    customer_effect: null,
  };
}

function termsOf({ terms, subscription, customer }: Reading): Omit<SubscriptionTerms, 'plan'> {
  const shown = subscription.value['customer'];
  // The customer given wins; what it does not state is as the subscription showed it.
  const document = { ...(isObject(shown) ? shown : {}), ...withoutBlanks(customer.document), id: customer.id };
  return { ...terms, customer: encodeCustomer({ ...customer, document }, terms.created_at) };
}

function withoutBlanks<T extends object>(document: T): Partial<T> {
  const stated = Object.entries(document).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(stated) as Partial<T>;
}

/** The document of the plan that is current: the one shown so far, or another that has begun since. */
function currentPlan(reading: Reading, { timeline }: Transition): Plan | null {
  const shown = (reading.subscription.value['plan'] ?? null) as Plan | null;
  const { plan } = stretchAt(timeline, reading.at);
  if (plan === null || shown?.id === plan.id) return copyOf(shown);
  const [fields] = planNamed(reading, 'id', plan.id);
  if (fields !== undefined) return encodePlan(readPlan(fields, reading), reading.created_at);
  const message = `the plan ${plan.id} has begun since the document was written and is not among the plans given; add it to plans`;
  reading.input.issues.push(problem('plans', 'plan_not_found', message));
  return null;
}

/** The plan of the stretch that holds the reading's now: as the document shows it, or among the plans given. */
export function readCurrentPlan(reading: Reading): SubscribablePlan | null {
  const fields = currentPlanFields(reading);
  return fields && readPlan(fields, reading);
}

/** The document of the plan that is current at the reading's now. */
export function currentPlanFields(reading: Reading): Fields | null {
  const { plan } = stretchAt(reading.timeline, reading.at);
  const shown = reading.subscription.value['plan'];
  if (plan === null || typeof shown !== 'object' || shown === null) return null;
  if (Reflect.get(shown, 'id') === plan.id) return openChild(reading.subscription, 'plan');
  return planNamed(reading, 'id', plan.id)[0] ?? null;
}
