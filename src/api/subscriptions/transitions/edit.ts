import { refuse } from '../../../errors/index.js';
import { editTimeline, refuseEnded, statusAt } from '../../../subscriptions/index.js';
import { readEdits } from '../decode/edits.js';
import { readStep } from '../decode/reading.js';
import { continueWith, readCurrentPlan } from './continuation.js';
import type { Decision } from './decision.js';

const asked = [
  'add',
  'edit',
  'add_adjustments',
  'edit_adjustments',
  'can_defer_billing',
  'allow_invoice_credit_or_void',
];

/** Decides what adding, changing and deleting intervals leads to (§9.2). */
export function decideEdits(given: unknown): Decision {
  const reading = readStep(given, asked);
  const { timeline, at, input } = reading;
  if (statusAt(timeline, at) === 'ended' && timeline.interval.end === timeline.interval.start)
    return refuseEnded(timeline);
  const edits = readEdits(reading, readCurrentPlan(reading));
  refuse(input.issues);
  return continueWith(reading, editTimeline(timeline, edits, at));
}
