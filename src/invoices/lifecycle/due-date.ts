import { addDays, localDate, localMidnight, type Instant, type TimeZone } from '../../time/index.js';

/** When an invoice is to be paid: a number of days from issue, or a date of its own, which wins (§11.2, §11.5). */
export type PaymentTerms = { readonly net_terms: number; readonly due_date: Instant | null };

/** The due date: the local date that counts from, plus the net terms in days, at local midnight (§11.2, F26). */
export function dueDate({ net_terms, due_date }: PaymentTerms, counted_from: Instant, zone: TimeZone): Instant {
  return due_date ?? localMidnight(zone, addDays(localDate(zone, counted_from), net_terms));
}
