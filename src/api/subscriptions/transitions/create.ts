import { anchorOf, type Interval } from '../../../cycles/index.js';
import { identity, stamp } from '../../../identity/index.js';
import {
  invariant,
  isGiven,
  optionalText,
  refuse,
  report,
  requiredText,
  shown,
  valueAt,
} from '../../../errors/index.js';
import { createTimeline, type Transition } from '../../../subscriptions/index.js';
import { localDate, localMidnight } from '../../../time/index.js';
import type { Customer, Writable } from '../../../wire/index.js';
import { readAnchoring } from '../../cycles/decode/cycle.js';
import { boundaryAt } from '../../decode/period.js';
import { readOffer } from '../decode/offer.js';
import { readSettings } from '../decode/offered-prices.js';
import { readChosenPlan } from '../decode/plan-choice.js';
import { wholeAt, type SubscribablePlan } from '../decode/plan.js';
import { readSurroundings, type Surroundings } from '../decode/reading.js';
import { flagOrNull, readMetadata, readThreshold } from '../decode/terms.js';
import { encodeCustomer } from '../../encode/customer.js';
import { encodePlan } from '../encode/plan.js';
import type { SubscriptionTerms } from '../encode/subscription.js';
import type { Decision } from './decision.js';
import { departureKeys } from './departures.js';
import { redeemOn } from './redemption.js';

const asked = /*#__PURE__*/ departureKeys.concat([
  'customer_id',
  'external_customer_id',
  'name',
  'currency',
  'start_date',
  'end_date',
  'align_billing_with_subscription_start_date',
  'external_marketplace',
  'external_marketplace_reporting_id',
  'aws_region',
  'metadata',
]);

/** Decides what creating a subscription leads to (§9.1). */
export function decideCreation(given: unknown): Decision {
  const surroundings = readSurroundings(given, ['id'], asked);
  const { input, request, at, customer } = surroundings;
  reportCustomer(surroundings);
  const plan = readChosenPlan(request, surroundings);
  const interval = readTerm(surroundings);
  const anchoring = readAnchoring(request);
  refuse(input.issues);
  invariant(plan !== null, 'a request without errors has its plan');
  const subscription_id = readId(surroundings, plan, interval);
  const currency = readCurrency(plan, surroundings);
  const { zone } = customer;
  const offer = readOffer(request, {
    plan,
    subscription_id,
    taken: new Set(),
    zone,
    context: {
      currency: optionalText(plan.fields, 'currency') ?? currency,
      created_at: surroundings.created_at,
      custom_models: surroundings.custom_models,
    },
    stored: surroundings.stored,
    settings: readSettings(request, customer.document),
    references: new Map(),
  });
  refuse(input.issues);
  const from = localDate(zone, interval.start);
  const anchor = anchorOf(anchoring, from);
  const created = createTimeline({ subscription_id, zone, interval, anchoring: { anchor, from }, offer }, at);
  const transition = withCoupon(created, surroundings, interval);
  const prices = new Map(transition.timeline.prices.map(({ id, price }) => [id, price.id]));
  const terms = readTerms(surroundings, plan, currency);
  return {
    surroundings,
    transition,
    terms,
    invoices: [],
    price_of: (id) => prices.get(id),
    customer_effect: customer.currency === null ? (terms.customer as Writable<Customer>) : null,
  };
}

/** A coupon is effective from the start date on (§7). */
function withCoupon(created: Transition, { request, coupons }: Surroundings, { start }: Interval): Transition {
  const key = 'coupon_redemption_code';
  if (!isGiven(valueAt(request, key))) return created;
  const { timeline, coupon_id } = redeemOn(created.timeline, start, { request, key, coupons });
  return { ...created, timeline, redemptions: new Map(coupon_id === null ? [] : [[coupon_id, 1 as const]]) };
}

/** The request names its customer by exactly one id, and it is the customer given (§9.1). */
function reportCustomer({ request, customer }: Surroundings): void {
  const keys = ['customer_id', 'external_customer_id'].filter((key) => isGiven(valueAt(request, key)));
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    const stated = keys.length === 0 ? 'names no customer' : 'names its customer twice';
    const message = `${stated}; give exactly one of customer_id and external_customer_id`;
    report(request, 'customer_id', { code: 'customer_reference', message });
    return;
  }
  const known = key === 'customer_id' ? customer.id : customer.document.external_customer_id;
  if (request.value[key] === known) return;
  const message = `is ${shown(request.value[key])}, and the customer given is ${shown(known)}; give the customer that is meant`;
  report(request, key, { code: 'customer_reference', message });
}

/** From the start of the local day unless stated; open unless stated. */
function readTerm({ request, asked_at, customer: { zone } }: Surroundings): Interval {
  const today = localMidnight(zone, localDate(zone, asked_at));
  const start = isGiven(valueAt(request, 'start_date')) ? (boundaryAt(request, 'start_date', zone) ?? today) : today;
  const end = isGiven(valueAt(request, 'end_date')) ? (boundaryAt(request, 'end_date', zone) ?? null) : null;
  if (end !== null && end <= start) {
    report(request, 'end_date', { code: 'invalid_interval', message: 'is not after start_date; give a later one' });
  }
  return { start, end };
}

/** The caller's own id, or else one that customer, plan and start identify (D25). */
function readId({ input, customer }: Surroundings, plan: SubscribablePlan, { start }: Interval): string {
  if (isGiven(valueAt(input, 'id'))) return requiredText(input, 'id');
  return identity('subscription', customer.id, plan.id, stamp(start));
}

/** The currency of the invoices; a customer that has none yet takes it on, another is refused (§9.1). */
function readCurrency(plan: SubscribablePlan, { request, customer }: Surroundings): string {
  const currency = optionalText(request, 'currency') ?? plan.currency;
  if (customer.currency !== null && customer.currency !== currency) {
    const message = `is ${currency}, and the customer is billed in ${customer.currency}; choose a plan in that currency`;
    report(request, 'currency', { code: 'currency_mismatch', message });
  }
  return currency;
}

function readTerms(surroundings: Surroundings, plan: SubscribablePlan, currency: string): SubscriptionTerms {
  const { request, customer, created_at } = surroundings;
  const own = encodeCustomer(customer, created_at);
  const document = encodePlan(plan, created_at);
  return {
    name: optionalText(request, 'name') ?? plan.reference.name ?? plan.id,
    customer: { ...own, currency },
    plan: { ...document, invoicing_currency: currency },
    net_terms: wholeAt(request, 'net_terms') ?? plan.net_terms ?? 0,
    auto_collection: flagOrNull(request, 'auto_collection'),
    auto_issuance: flagOrNull(request, 'auto_issuance') ?? own.auto_issuance,
    default_invoice_memo: optionalText(request, 'default_invoice_memo') ?? plan.memo,
    invoicing_threshold: readThreshold(request),
    pending_subscription_change: null,
    metadata: readMetadata(request),
    created_at,
  };
}
