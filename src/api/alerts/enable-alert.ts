import type { AlertTransition } from './create-alert.js';
import { openAlertCall } from './decode/known-alert.js';
import { switchedFor } from './decode/switched-for.js';
import type { SwitchAlertInput } from './disable-alert.js';

/**
 * Switches an alert on again: for one subscription, where an alert of its plan was switched off for it, else for all (§12).
 *
 * @throws `invalid_reference` for a subscription that the alert does not watch; every fault of the alert
 * @example
 * ```ts
 * import { createAlert, disableAlert, enableAlert } from 'reckoner';
 *
 * const plan = { id: 'basic', name: 'Basic', version: 1, prices: [] };
 * const request = { type: 'cost_exceeded', thresholds: [{ value: 50 }] } as const;
 * const { alert } = createAlert({ plan, request, at: '2026-01-01' });
 * const off = disableAlert({ alert, subscription_id: 'sub' }).alert;
 * off.disabled_for; // → ['sub']
 * enableAlert({ alert: off, subscription_id: 'sub' }).alert.disabled_for; // → []
 * ```
 */
export function enableAlert(input: SwitchAlertInput): AlertTransition {
  const { input: fields, alert, document } = openAlertCall(input, 'subscription_id');
  const subscription_id = switchedFor(fields, alert);
  const next =
    subscription_id === null
      ? { ...document, enabled: true }
      : { ...document, disabled_for: alert.disabled_for.filter((id) => id !== subscription_id) };
  return { alert: next, effects: [{ kind: 'alert', alert_id: alert.id, alert: next }] };
}
