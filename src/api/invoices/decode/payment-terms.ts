import { isGiven, openChild, refuseUnknown, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { PaymentTerms } from '../../../invoices/index.js';
import type { TimeZone } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';

const longestTerms = 3660;

/** Reads `payment_terms { net_terms, due_date }`; due on issue unless given. */
export function readPaymentTerms(owner: Fields, zone: TimeZone): PaymentTerms {
  const fields = isGiven(valueAt(owner, 'payment_terms')) ? openChild(owner, 'payment_terms') : null;
  if (fields === null) return { net_terms: 0, due_date: null };
  refuseUnknown(fields, ['net_terms', 'due_date']);
  return readTermsOf(fields, zone);
}

/** Reads the keys `net_terms` and `due_date` wherever a request has them (§11.2, §11.5). */
export function readTermsOf(fields: Fields, zone: TimeZone): PaymentTerms {
  return {
    net_terms: netTermsAt(fields),
    due_date: isGiven(valueAt(fields, 'due_date')) ? (boundaryAt(fields, 'due_date', zone) ?? null) : null,
  };
}

/** Days until payment is due; none, or null, is 0. */
export function netTermsAt(fields: Fields): number {
  const days = valueAt(fields, 'net_terms') ?? 0;
  if (Number.isInteger(days) && (days as number) >= 0 && (days as number) <= longestTerms) return days as number;
  const message = `is ${shown(days)}; give whole days from 0 to ${longestTerms}`;
  report(fields, 'net_terms', { code: 'invalid_type', message });
  return 0;
}
