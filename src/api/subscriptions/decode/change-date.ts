import { isGiven, report, valueAt, type Fields } from '../../../errors/index.js';
import { statusAt, termEndOf } from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import type { ChangeOption } from '../../../wire/index.js';
import { choiceAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import type { Reading } from './reading.js';

/** When a request is to take effect: now, at the end of the term, or on the date under a key (§9.2). */
export function readChangeDate(
  reading: Reading,
  keys: { readonly option: string; readonly date: string },
): { readonly option: ChangeOption; readonly at: Instant } {
  const { request, timeline, asked_at: at, customer } = reading;
  const option = choiceAt(request, keys.option, ['immediate', 'end_of_subscription_term', 'requested_date']);
  if (option !== 'requested_date' && says(request, keys.date)) {
    const message = `stands beside ${keys.option} ${option}; give it with requested_date alone`;
    report(request, keys.date, { code: 'invalid_type', message });
  }
  if (option === 'immediate') return { option, at };
  if (option === 'requested_date') return { option, at: boundaryAt(request, keys.date, customer.zone) ?? at };
  // The term of a subscription that has not begun is its first.
  const isUpcoming = statusAt(timeline, at) === 'upcoming';
  return { option, at: termEndOf(timeline, isUpcoming ? timeline.interval.start : at) };
}

/** Whether a key of a request says anything. */
export function says(request: Fields, key: string): boolean {
  return isGiven(valueAt(request, key));
}
