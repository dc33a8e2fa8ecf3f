import type { AlertState } from '../../wire/index.js';
import type { AlertTransition } from './create-alert.js';
import { openAlertCall } from './decode/known-alert.js';
import { switchedFor } from './decode/switched-for.js';

/** What `disableAlert` and `enableAlert` take. */
export type SwitchAlertInput = {
  readonly alert: AlertState;
  /** The subscription for which an alert of its plan is switched; without it the alert is switched for all. */
  readonly subscription_id?: string | null | undefined;
};

/**
 * Switches an alert off: it neither fires nor learns (§12). An alert of a plan can be switched off for one subscription,
 * which its `disabled_for` then lists.
 *
 * @throws `invalid_reference` for a subscription that the alert does not watch; every fault of the alert
 * @example
 * ```ts
 * import { createAlert, disableAlert } from 'reckoner';
 *
 * const request = { type: 'cost_exceeded', thresholds: [{ value: 50 }] } as const;
 * const { alert } = createAlert({ subscription: { id: 'sub' }, request, at: '2026-01-01' });
 * disableAlert({ alert }).alert.enabled; // → false
 * ```
 */
export function disableAlert(input: SwitchAlertInput): AlertTransition {
  const { input: fields, alert, document } = openAlertCall(input, 'subscription_id');
  const subscription_id = switchedFor(fields, alert);
  const next =
    subscription_id === null
      ? { ...document, enabled: false }
      : { ...document, disabled_for: [...new Set([...alert.disabled_for, subscription_id])] };
  return { alert: next, effects: [{ kind: 'alert', alert_id: alert.id, alert: next }] };
}
