import type { WatchedAlert } from '../../../alerts/index.js';
import { optionalText, refuse, report, shown, type Fields } from '../../../errors/index.js';

/**
 * For which subscription an alert of a plan is switched; null: for all that it watches. An alert of one subscription needs
 * none, and can be switched for that one alone.
 */
export function switchedFor(input: Fields, { plan_id, subscription_id }: WatchedAlert): string | null {
  const named = optionalText(input, 'subscription_id');
  if (named !== null && plan_id === null && named !== subscription_id) {
    const message = `${shown(named)} is not what the alert watches; leave it out, or give the alert of its plan`;
    report(input, 'subscription_id', { code: 'invalid_reference', message });
  }
  refuse(input.issues);
  return plan_id === null ? null : named;
}
