import { isNegative, numberFigureAt, zero } from '../../../decimal/index.js';
import { refuse, report, requiredText, shown, type Fields } from '../../../errors/index.js';
import {
  changeQuantity,
  nextInvoiceDate,
  refuseUnlessActive,
  stepAmong,
  unscheduleQuantities,
  type TimedPrice,
} from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import { optionalChoiceAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { says } from '../decode/change-date.js';
import { readStep, type Reading } from '../decode/reading.js';
import { billedSoFar } from './billed-so-far.js';
import { continueWith } from './continuation.js';
import type { Decision } from './decision.js';

const asked = ['price_id', 'quantity', 'change_option', 'effective_date', 'allow_invoice_credit_or_void'];

/** Decides what another quantity of a fixed price leads to (§9.2). */
export function decideQuantity(given: unknown): Decision {
  const reading = readStep(given, asked);
  const { request, timeline, at, input } = reading;
  refuseUnlessActive(timeline, at);
  const date = readEffectiveDate(reading);
  const price = readFixedPrice(reading, date);
  const quantity = numberFigureAt(request, 'quantity') ?? zero;
  if (isNegative(quantity)) {
    report(request, 'quantity', { code: 'negative_quantity', message: 'is negative; a quantity is 0 or more' });
  }
  refuse(input.issues);
  const after = changeQuantity(timeline, price?.price.id ?? '', { at: date, quantity });
  return continueWith(reading, stepAmong(timeline, after, billedSoFar(reading)));
}

/** Decides what dropping the quantities that lie ahead leads to (§9.2). */
export function decideQuantityUnscheduling(given: unknown): Decision {
  const reading = readStep(given, ['price_id']);
  const { request, timeline, at, input } = reading;
  refuseUnlessActive(timeline, at);
  const price = readFixedPrice(reading, at);
  refuse(input.issues);
  const id = price?.price.id ?? '';
  const scheduled = timeline.prices.some(
    (timed) => timed.price.id === id && timed.transitions.some((one) => one.at > at),
  );
  if (!scheduled)
    report(request, 'price_id', { code: 'nothing_scheduled', message: 'has no quantity that lies ahead' });
  refuse(input.issues);
  return continueWith(reading, stepAmong(timeline, unscheduleQuantities(timeline, id, at), billedSoFar(reading)));
}

/** On a date at local midnight, with the subscription's next invoice, or now; a date alone asks for that date. */
function readEffectiveDate({ request, timeline, asked_at: at, customer }: Reading): Instant {
  const isDated = says(request, 'effective_date');
  const usual = isDated ? 'effective_date' : 'immediate';
  const option =
    optionalChoiceAt(request, 'change_option', ['immediate', 'upcoming_invoice', 'effective_date']) ?? usual;
  if (option === 'effective_date') return boundaryAt(request, 'effective_date', customer.zone) ?? at;
  if (isDated) {
    const message = 'contradicts effective_date; give change_option effective_date, or no date';
    report(request, 'change_option', { code: 'invalid_type', message });
  }
  return option === 'immediate' ? at : (nextInvoiceDate(timeline, at) ?? at);
}

/** The fixed price that a request names by an id, which lasts beyond an instant. */
function readFixedPrice({ request, timeline }: Reading, from: Instant): TimedPrice | null {
  const id = requiredText(request, 'price_id');
  const named = timeline.prices.filter(({ price }) => price.id === id || price.external_id === id);
  const timed = named.find(({ interval }) => interval.end === null || interval.end > from);
  if (timed === undefined) {
    const when = named.length === 0 ? 'is not on the subscription' : 'has ended by then';
    report(request, 'price_id', {
      code: 'price_reference',
      message: `${shown(id)} ${when}; name one of its fixed prices`,
    });
    return null;
  }
  if (timed.price.price_type !== 'fixed_price') reportUsage(request);
  if (from < timeline.interval.start) {
    report(request, 'effective_date', { code: 'invalid_interval', message: "is before the subscription's start" });
  }
  return timed;
}

function reportUsage(request: Fields): void {
  const message = 'names a price whose quantity is metered; only fixed prices have one of their own';
  report(request, 'price_id', { code: 'not_fixed_fee', message });
}
