import { isGiven, valueAt } from '../../../errors/index.js';
import type { BilledSoFar, TimedPrice } from '../../../subscriptions/index.js';
import { millisPerHour, type Period } from '../../../time/index.js';
import type { Reading } from '../decode/reading.js';

/**
 * Which periods of fees in advance were billed: those that have begun, but one whose invoice may still wait for its usage
 * (§11.1) and is not among the invoices given. Without invoices nothing is known to wait.
 */
export function billedSoFar(reading: Reading): BilledSoFar {
  const { at: now, policies, input } = reading;
  const mayWait = ({ start }: Period): boolean => now < start + policies.grace_period_hours * millisPerHour;
  const isKnown = isGiven(valueAt(input, 'invoices'));
  const isBilled = (timed: TimedPrice, period: Period): boolean =>
    // ≤: a period is billed in advance at its start.
    period.start <= now && !(isKnown && mayWait(period) && !isAmong(reading, timed, period));
  return { now, isBilled };
}

/** Whether an invoice bills a price from the first day of a period on; one that did from before may have been given back. */
function isAmong({ invoices }: Reading, { price }: TimedPrice, { start }: Period): boolean {
  return invoices.some(
    ({ status, lines }) =>
      status !== 'void' && lines.some((line) => line.price_id === price.id && line.start === start),
  );
}
