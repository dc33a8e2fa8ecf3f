import { optionalFlag, refuse, valueAt } from '../../../errors/index.js';
import { moveTrialEnd } from '../../../subscriptions/index.js';
import { boundaryAt } from '../../decode/period.js';
import { trialDiscountOf } from '../decode/plan.js';
import { readStep } from '../decode/reading.js';
import { trialDiscount } from '../decode/trial-discount.js';
import { continueWith, currentPlanFields } from './continuation.js';
import type { Decision } from './decision.js';

/** Decides what another end of the trial leads to (§9.2). */
export function decideTrial(given: unknown): Decision {
  const reading = readStep(given, ['trial_end_date', 'shift']);
  const { request, timeline, at, customer, input } = reading;
  const isNow = valueAt(request, 'trial_end_date') === 'immediate';
  const end = isNow ? reading.asked_at : (boundaryAt(request, 'trial_end_date', customer.zone) ?? reading.asked_at);
  const moves = optionalFlag(request, 'shift') ? 'later' : 'touching';
  const plan = currentPlanFields(reading);
  const discount = trialDiscount(plan && trialDiscountOf(plan), timeline.id);
  refuse(input.issues);
  return continueWith(reading, moveTrialEnd(timeline, { end, moves, discount }, at));
}
