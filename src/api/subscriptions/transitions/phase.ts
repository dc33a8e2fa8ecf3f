import { refuse } from '../../../errors/index.js';
import { triggerNextPhase } from '../../../subscriptions/index.js';
import { localDate, localMidnight } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';
import { says } from '../decode/change-date.js';
import { readPhases } from '../decode/plan.js';
import { readStep } from '../decode/reading.js';
import { continueWith, currentPlanFields } from './continuation.js';
import type { Decision } from './decision.js';

/** Decides what entering the next phase ahead of its time leads to (§9.2); without a date it is today. */
export function decidePhase(given: unknown): Decision {
  const reading = readStep(given, ['effective_date', 'allow_invoice_credit_or_void']);
  const { request, timeline, at, customer, input } = reading;
  const today = localMidnight(customer.zone, localDate(customer.zone, reading.asked_at));
  const date = says(request, 'effective_date')
    ? (boundaryAt(request, 'effective_date', customer.zone) ?? today)
    : today;
  const plan = currentPlanFields(reading);
  const planned = plan === null ? [] : readPhases(plan);
  refuse(input.issues);
  return continueWith(reading, triggerNextPhase(timeline, { at: date, planned }, at));
}
