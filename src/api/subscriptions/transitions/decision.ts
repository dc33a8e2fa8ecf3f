import { problem, refuse, type Fields } from '../../../errors/index.js';
import { checkDocuments, type InvoicedDocument, type Transition } from '../../../subscriptions/index.js';
import type { Coupon, Customer, Effect, Writable } from '../../../wire/index.js';
import type { ReadCoupon } from '../decode/coupons.js';
import type { Surroundings } from '../decode/reading.js';
import { billConsequences } from '../consequences/carry-out.js';
import { readBooks, type Books } from '../consequences/books.js';
import type { StepDocuments } from '../consequences/billing.js';
import { moneyRulesOf } from '../../decode/policies.js';
import { encodeSchedule, encodeSubscription, type SubscriptionTerms } from '../encode/subscription.js';
import { copyOf } from '../encode/intervals.js';
import type { SubscriptionTransition } from '../subscription-inputs.js';

/** A step that was decided: where the timeline goes, what that means, and what the document says beside it. */
export type Decision = {
  readonly surroundings: Surroundings;
  readonly transition: Transition;
  readonly terms: SubscriptionTerms;
  readonly invoices: readonly InvoicedDocument[];
  /** The price of each interval that was or is on the timeline, by the interval's id. */
  readonly price_of: (price_interval_id: string) => string | undefined;
  /** Whether the customer's own document changes, as when it takes on a currency. */
  readonly customer_effect: Writable<Customer> | null;
};

/** Refuses a step that may not be taken, or writes the documents and effects it leads to. */
export function completeTransition(decision: Decision): SubscriptionTransition {
  const { subscription, schedule, coupons } = writeStep(decision);
  const customers: readonly Effect[] =
    decision.customer_effect === null ? [] : [{ kind: 'customer', customer: decision.customer_effect }];
  const { ledgers, effects } = billStep(decision, { subscription, schedule });
  return { subscription, schedule, ledgers, effects: [...customers, ...coupons, ...effects] };
}

/** A step as the subscription's documents show it, before anything is billed. */
export type WrittenStep = Pick<SubscriptionTransition, 'subscription' | 'schedule'> & {
  readonly coupons: readonly Effect[];
};

/** Refuses a step that may not be taken, or writes the documents it leads to, for those who bill it themselves. */
export function writeStep(decision: Decision): WrittenStep {
  const { surroundings, transition, terms } = decision;
  reportChanges(decision);
  const coupons = couponEffects(transition, surroundings);
  refuse(surroundings.input.issues);
  const { timeline } = transition;
  const subscription = encodeSubscription(timeline, terms, surroundings.at);
  return { subscription, schedule: encodeSchedule(timeline), coupons };
}

/** What the step means for invoices, on those that were given (§9.2). */
function billStep({ surroundings, transition, price_of }: Decision, documents: StepDocuments): Books {
  const { input, customer, at, policies } = surroundings;
  const { timeline, consequences } = transition;
  const given = readBooks(input, surroundings);
  refuse(input.issues);
  const rules = moneyRulesOf(policies);
  return billConsequences(given, {
    input,
    customer,
    at,
    policies,
    rules,
    timeline,
    consequences,
    price_of,
    ...documents,
  });
}

function reportChanges({ surroundings, transition, terms, invoices, price_of }: Decision): void {
  const { request, customer, input, policies } = surroundings;
  const currency = terms.plan?.invoicing_currency ?? null;
  checkDocuments(
    transition.consequences,
    {
      invoices,
      price_of,
      quantity_decrease: policies.quantity_decrease,
      allowsChange: request.value['allow_invoice_credit_or_void'] !== false,
      // A balance is in the customer's currency; it cannot take the refund of an invoice in another.
      hasUsableBalance: currency === null || customer.currency === null || customer.currency === currency,
    },
    input.issues,
  );
}

/** The coupons whose count of redemptions the step changes, as they are to be stored. */
function couponEffects({ redemptions }: Transition, { coupons, request }: Surroundings): readonly Effect[] {
  return [...redemptions].flatMap(([id, by]): Effect[] => {
    const known = coupons.find(({ coupon }) => coupon.id === id);
    if (known === undefined) {
      reportMissing(request, id);
      return [];
    }
    return [{ kind: 'coupon', coupon: counted(known, by) }];
  });
}

function reportMissing(request: Fields, id: string): void {
  const message = `the coupon ${id} is released and is not among the coupons given; add it to coupons`;
  request.issues.push(problem('coupons', 'coupon_not_found', message));
}

function counted({ document, coupon }: ReadCoupon, by: 1 | -1): Writable<Coupon> {
  return { ...copyOf(document), times_redeemed: Math.max(0, coupon.times_redeemed + by) };
}
