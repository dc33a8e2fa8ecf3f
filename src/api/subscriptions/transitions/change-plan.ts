import { firstOfMonth } from '../../../cycles/index.js';
import { invariant, optionalFlag, optionalText, refuse, report, type Fields } from '../../../errors/index.js';
import {
  changePlan,
  unschedulePlans,
  type Anchoring,
  type Stretch,
  type Transition,
} from '../../../subscriptions/index.js';
import { localDate, type Instant } from '../../../time/index.js';
import { readAnchor } from '../../cycles/decode/cycle.js';
import { optionalChoiceAt } from '../../decode/document-fields.js';
import { readChangeDate, says } from '../decode/change-date.js';
import { readOffer } from '../decode/offer.js';
import { takenIds } from '../decode/offered-id.js';
import { readSettings } from '../decode/offered-prices.js';
import { readChosenPlan } from '../decode/plan-choice.js';
import { wholeAt, type SubscribablePlan } from '../decode/plan.js';
import { readStep, type Reading } from '../decode/reading.js';
import { flagOrNull, readThreshold } from '../decode/terms.js';
import { encodePlan } from '../encode/plan.js';
import type { SubscriptionTerms } from '../encode/subscription.js';
import { continueWith } from './continuation.js';
import type { Decision } from './decision.js';
import { departureKeys } from './departures.js';
import { redeemOn } from './redemption.js';

const asked = /*#__PURE__*/ departureKeys.concat([
  'change_option',
  'change_date',
  'billing_cycle_alignment',
  'align_billing_with_plan_change_date',
]);

/** Decides what a move to another plan leads to (§9.2). */
export function decidePlanChange(given: unknown): Decision {
  const reading = readStep(given, asked);
  const { request, input, timeline, customer } = reading;
  const { at: date } = readChangeDate(reading, { option: 'change_option', date: 'change_date' });
  const plan = readChosenPlan(request, reading);
  const anchoring = readNewAnchoring(reading, date);
  refuse(input.issues);
  invariant(plan !== null, 'a request without errors has its plan');
  reportCurrency(plan, reading);
  const offer = readOffer(request, {
    plan,
    subscription_id: timeline.id,
    taken: takenIds(timeline),
    zone: customer.zone,
    context: {
      currency: optionalText(plan.fields, 'currency') ?? plan.currency,
      created_at: reading.created_at,
      custom_models: reading.custom_models,
    },
    stored: reading.stored,
    settings: readSettings(request, customer.document),
    references: new Map(),
  });
  const said = readSaid(reading, plan, date);
  refuse(input.issues);
  const changed = changePlan(timeline, { at: date, offer, anchoring }, reading.at);
  const transition = withCoupon(changed, reading, date);
  refuse(input.issues);
  return continueWith(reading, transition, said);
}

/** Decides what taking back every plan change that lies ahead leads to (§9.2). */
export function decidePlanUnscheduling(given: unknown): Decision {
  const reading = readStep(given, []);
  return continueWith(reading, unschedulePlans(reading.timeline, reading.at));
}

/** What the new plan's boundaries are counted from (§9.2): as before, from the change, the first of the month, or as said. */
function readNewAnchoring({ request, timeline, customer }: Reading, date: Instant): Anchoring {
  const alignments = ['unchanged', 'plan_change_date', 'start_of_month'] as const;
  const older = optionalFlag(request, 'align_billing_with_plan_change_date') ? 'plan_change_date' : 'unchanged';
  const alignment = optionalChoiceAt(request, 'billing_cycle_alignment', [...alignments]) ?? older;
  const from = localDate(customer.zone, date);
  if (says(request, 'billing_cycle_anchor_configuration')) return readStated(request, alignment, from);
  if (alignment === 'plan_change_date') return { anchor: from, from };
  if (alignment === 'start_of_month') return { anchor: firstOfMonth, from };
  // A change on the same date is dropped, and with it whatever it was anchored to.
  const begun = timeline.stretches.filter(({ interval }) => interval.start < date);
  return ((begun.at(-1) ?? timeline.stretches[0]) as Stretch).anchoring;
}

function readStated(request: Fields, alignment: string, from: Anchoring['from']): Anchoring {
  const key = 'billing_cycle_anchor_configuration';
  if (alignment !== 'unchanged') {
    report(request, key, { code: 'conflicting_anchor', message: `contradicts ${alignment}; give one of the two` });
  }
  return { anchor: readAnchor(request, key) ?? firstOfMonth, from };
}

function reportCurrency(plan: SubscribablePlan, { request, customer }: Reading): void {
  if (customer.currency === null || customer.currency === plan.currency) return;
  const message = `names a plan in ${plan.currency}, and the customer is billed in ${customer.currency}; choose another plan`;
  report(request, 'plan_id', { code: 'currency_mismatch', message });
}

/** A coupon of the request runs from the change on; one that is released and redeemed again is counted as before. */
function withCoupon(changed: Transition, { request, coupons }: Reading, date: Instant): Transition {
  const key = 'coupon_redemption_code';
  if (!says(request, key)) return changed;
  const { timeline, coupon_id } = redeemOn(changed.timeline, date, { request, key, coupons });
  if (coupon_id === null) return changed;
  const redemptions = new Map(changed.redemptions);
  if (redemptions.get(coupon_id) === -1) redemptions.delete(coupon_id);
  else redemptions.set(coupon_id, 1);
  return { ...changed, timeline, redemptions };
}

/** What the request says of the subscription's terms, which changes at once; the plan shown changes with its date. */
function readSaid(reading: Reading, plan: SubscribablePlan, date: Instant): Partial<SubscriptionTerms> {
  const { request, at, created_at } = reading;
  const memo = optionalText(request, 'default_invoice_memo');
  const net_terms = wholeAt(request, 'net_terms');
  const auto_collection = flagOrNull(request, 'auto_collection');
  const auto_issuance = flagOrNull(request, 'auto_issuance');
  const invoicing_threshold = readThreshold(request);
  return {
    ...(date <= at ? { plan: encodePlan(plan, created_at) } : {}),
    ...(memo === null ? {} : { default_invoice_memo: memo }),
    ...(net_terms === null ? {} : { net_terms }),
    ...(auto_collection === null ? {} : { auto_collection }),
    ...(auto_issuance === null ? {} : { auto_issuance }),
    ...(invoicing_threshold === null ? {} : { invoicing_threshold }),
  };
}
