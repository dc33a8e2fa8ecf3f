import { isObject, openChild, problem, type Fields } from '../../../errors/index.js';
import { stretchAt, versionAt, type Stretch, type Transition } from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import type { Plan } from '../../../wire/index.js';
import { planNamed, versionOf } from '../decode/plan-choice.js';
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
  const shown = reading.subscription.value['plan'] ?? null;
  const stretch = stretchAt(timeline, reading.at);
  const choice = choiceOf(stretch, versionAt(stretch, reading.at));
  if (choice === null || isPlan(shown, choice)) return copyOf(shown as Plan | null);
  const fields = planGiven(reading, choice);
  if (fields !== null) return encodePlan(readPlan(fields, reading), reading.created_at);
  if (isAhead(shown, stretch, reading.at)) return copyOf(shown as Plan);
  reading.input.issues.push(problem('plans', 'plan_not_found', missing(choice)));
  return null;
}

/** A plan in one of its versions; null: whichever there is. */
type PlanChoice = { readonly id: string; readonly version: number | null };

function choiceOf({ plan }: Stretch, version: number | null): PlanChoice | null {
  return plan === null || plan.id === null ? null : { id: plan.id, version };
}

function isPlan(shown: unknown, { id, version }: PlanChoice): boolean {
  return isObject(shown) && shown['id'] === id && (version === null || (shown['version'] ?? 1) === version);
}

/** Whether a document that is looked at as it was in the past shows the version that it has come to since. */
function isAhead(shown: unknown, stretch: Stretch, at: Instant): boolean {
  const later = stretch.versions.filter((one) => one.at > at);
  return later.some(({ version }) => isPlan(shown, { id: stretch.plan?.id ?? '', version }));
}

/** A plan among those given: in its version, else in its default one. */
function planGiven(reading: Reading, { id, version }: PlanChoice): Fields | null {
  const named = planNamed(reading, 'id', id);
  return named.find((plan) => version === null || versionOf(plan) === version) ?? null;
}

function missing({ id, version }: PlanChoice): string {
  const which = version === null ? id : `${id} in version ${version}`;
  return `the plan ${which} has begun since the document was written and is not among the plans given; add it to plans`;
}

/** The plan of the stretch that holds the reading's now: as the document shows it, or among the plans given. */
export function readCurrentPlan(reading: Reading): SubscribablePlan | null {
  const fields = currentPlanFields(reading);
  return fields && readPlan(fields, reading);
}

/** The document of the plan that is current at the reading's now. */
export function currentPlanFields(reading: Reading): Fields | null {
  const stretch = stretchAt(reading.timeline, reading.at);
  return planFields(reading, choiceOf(stretch, versionAt(stretch, reading.at)));
}

function planFields(reading: Reading, choice: PlanChoice | null): Fields | null {
  const shown = reading.subscription.value['plan'];
  if (choice === null || !isObject(shown)) return null;
  return isPlan(shown, choice) ? openChild(reading.subscription, 'plan') : planGiven(reading, choice);
}

/** The plan in the versions in which a stretch is from an instant on, one after the other. */
export function readPlansFrom(reading: Reading, stretch: Stretch, from: Instant): readonly SubscribablePlan[] {
  const later = stretch.versions.filter(({ at }) => at > from).map(({ version }) => version);
  const choices = [versionAt(stretch, from), ...later].flatMap((version) => choiceOf(stretch, version) ?? []);
  return choices.flatMap((choice) => {
    const fields = planFields(reading, choice);
    if (fields === null) reading.input.issues.push(problem('plans', 'plan_not_found', missing(choice)));
    return fields === null ? [] : [readPlan(fields, reading)];
  });
}
