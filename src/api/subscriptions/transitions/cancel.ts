import { fail, refuse, report } from '../../../errors/index.js';
import {
  cancelTimeline,
  checkPaidInvoices,
  refuseEnded,
  statusAt,
  unscheduleEnd,
} from '../../../subscriptions/index.js';
import { formatInstant } from '../../../time/index.js';
import { readChangeDate } from '../decode/change-date.js';
import { readStep } from '../decode/reading.js';
import { continueWith } from './continuation.js';
import type { Decision } from './decision.js';

/** Decides what a cancellation leads to (§9.2). */
export function decideCancellation(given: unknown): Decision {
  const reading = readStep(given, ['cancel_option', 'cancellation_date', 'allow_invoice_credit_or_void']);
  const { request, timeline, at, invoices, input } = reading;
  const status = statusAt(timeline, at);
  if (status === 'ended') return refuseEnded(timeline);
  const { option, at: end } = readChangeDate(reading, { option: 'cancel_option', date: 'cancellation_date' });
  refuse(input.issues);
  if (status === 'upcoming' && option !== 'immediate') {
    const message = `can only be immediate for a subscription that starts at ${formatInstant(timeline.interval.start)}`;
    return fail('request.cancel_option', 'subscription_not_active', message);
  }
  if (status === 'active' && end < timeline.interval.start) {
    const message = `is before the subscription's start, ${formatInstant(timeline.interval.start)}; give a later date`;
    report(request, 'cancellation_date', { code: 'invalid_interval', message });
  }
  checkPaidInvoices(invoices, { from: end, now: at }, input.issues);
  refuse(input.issues);
  return continueWith(reading, cancelTimeline(timeline, end, at));
}

/** Decides what taking back a cancellation leads to (§9.2). */
export function decideUncancellation(given: unknown): Decision {
  const reading = readStep(given, []);
  return continueWith(reading, unscheduleEnd(reading.timeline, reading.at));
}
