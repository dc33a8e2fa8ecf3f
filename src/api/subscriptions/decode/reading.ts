import {
  invariant,
  isGiven,
  openChild,
  openFields,
  optionalText,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import type { InvoicedDocument, SubscribedPrice, Timeline } from '../../../subscriptions/index.js';
import type { CustomModels } from '../../../prices/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import { readCustomModels } from '../../prices/decode/custom-models.js';
import { objectsAt } from '../../decode/document-fields.js';
import { openInput } from '../../decode/input.js';
import { readMoment, type Moment } from '../../decode/moment.js';
import { boundaryAt } from '../../decode/period.js';
import { readPolicies } from '../../decode/policies.js';
import { readCoupons, type ReadCoupon } from './coupons.js';
import { readInvoicedDocuments } from './invoices.js';
import { readNewPrice } from './new-price.js';
import { readStatedTerms, type StatedTerms } from './stated-terms.js';
import { flagOrNull } from './terms.js';
import { readTimeline } from './timeline.js';

/** What every operation is told, read: whose subscription, when, and what its request may name. */
export type Surroundings = {
  readonly input: Fields;
  readonly request: Fields;
  readonly customer: BilledCustomer;
  readonly at: Instant;
  /** When the request was made: what it says relative to now is meant from then. */
  readonly asked_at: Instant;
  readonly created_at: string;
  readonly stored: readonly SubscribedPrice[];
  readonly coupons: readonly ReadCoupon[];
  readonly policies: Policies;
  /** Models of the caller's own that prices may be of. */
  readonly custom_models: CustomModels;
};

/** What an operation on a subscription that exists is told. */
export type Reading = Surroundings & {
  readonly subscription: Fields;
  readonly timeline: Timeline;
  readonly terms: StatedTerms;
  readonly invoices: readonly InvoicedDocument[];
};

/** What an operation is told beside the subscription and its own keys. */
export const surroundingKeys =
  /*#__PURE__*/ 'request at requested_at customer plans prices coupons invoices credit_notes ledgers licenses license_types events metrics tax policies custom_models dimensional_price_groups'.split(
    ' ',
  );

/** Opens what an operation is told; `more` are further keys of the input and `asked` those of the request. */
export function readSurroundings(given: unknown, more: readonly string[], asked: readonly string[]): Surroundings {
  const input = openInput(given);
  refuseUnknown(input, [...surroundingKeys, ...more]);
  const policies = readPolicies(input);
  const moment = readMoment(input);
  const request = isGiven(valueAt(input, 'request'))
    ? openChild(input, 'request')
    : openFields({}, placeOf('request'), input);
  if (request !== null) refuseUnknown(request, asked);
  refuse(input.issues);
  invariant(moment !== null && request !== null, 'an input without errors is read');
  const { customer, at } = moment;
  const asked_at = readAskedAt(input, moment);
  const created_at = formatInstant(at);
  const custom_models = readCustomModels(input);
  const context = { currency: customer.currency ?? 'USD', created_at, custom_models };
  const stored = objectsAt(input, 'prices').flatMap((price, position) => {
    return readNewPrice(price, { ...context, default_id: `price-${position + 1}` }) ?? [];
  });
  const coupons = readCoupons(input);
  return { input, request, customer, at, asked_at, created_at, stored, coupons, policies, custom_models };
}

/** A request is made before it is carried out, or at the same instant. */
function readAskedAt(input: Fields, { at, customer }: Moment): Instant {
  if (!isGiven(valueAt(input, 'requested_at'))) return at;
  const asked_at = boundaryAt(input, 'requested_at', customer.zone) ?? at;
  if (asked_at <= at) return asked_at;
  const message = `is ${formatInstant(asked_at)}, after at, ${formatInstant(at)}; give the instant of the request or leave it out`;
  report(input, 'requested_at', { code: 'invalid_interval', message });
  return at;
}

/**
 * Opens a step of a subscription. One with a pending change takes no other until that is applied or cancelled (§9.2).
 */
export function readStep(given: unknown, asked: readonly string[]): Reading {
  const reading = readTransitionInput(given, asked);
  const { terms, subscription, input } = reading;
  if (terms.pending_subscription_change !== null) {
    const message = `is ${shown(terms.pending_subscription_change.id)}; apply that change or cancel it first`;
    report(subscription, 'pending_subscription_change', { code: 'pending_change_exists', message });
  }
  // Whether notes may be made is looked at once it is known whether any would be.
  flagOrNull(reading.request, 'allow_invoice_credit_or_void');
  refuse(input.issues);
  return reading;
}

/** Opens what an operation on a subscription that exists is told; what the one before returned may be given whole. */
export function readTransitionInput(given: unknown, asked: readonly string[]): Reading {
  const surroundings = readSurroundings(given, ['subscription', 'schedule', 'effects'], asked);
  const { input, customer } = surroundings;
  const subscription = openChild(input, 'subscription');
  refuse(input.issues);
  invariant(subscription !== null, 'an input without errors is read');
  checkOwner(subscription, customer);
  const timeline = readTimeline(subscription, input, customer.zone);
  const terms = readStatedTerms(subscription, surroundings.created_at);
  const invoices = readInvoicedDocuments(input, timeline.id);
  refuse(input.issues);
  return { ...surroundings, subscription, timeline, terms, invoices };
}

/** The customer given is the subscription's. */
function checkOwner(subscription: Fields, customer: BilledCustomer): void {
  const owner = openChild(subscription, 'customer');
  const id = owner && optionalText(owner, 'id');
  if (owner === null || id === null || id === customer.id) return;
  const message = `is ${shown(customer.id)}, but the subscription is ${shown(id)}'s; give its customer`;
  report({ ...subscription, place: placeOf('customer') }, 'id', { code: 'customer_reference', message });
}
