import { refuse, report, shown } from '../../errors/index.js';
import type { AlertState, Effect } from '../../wire/index.js';
import { openAlertCall } from './decode/known-alert.js';

/** What `deleteAlert` takes. */
export type DeleteAlertInput = { readonly alert: AlertState };

/**
 * Deletes an alert of a customer or a subscription. One of a plan stays, because it holds for every subscription on it;
 * `disableAlert` switches it off.
 *
 * @throws `invalid_transition` for an alert of a plan; every fault of the alert
 * @example
 * ```ts
 * import { createAlert, deleteAlert } from 'reckoner';
 *
 * const request = { type: 'credit_balance_depleted', currency: 'credits' } as const;
 * const { alert } = createAlert({ customer: { id: 'acme' }, request, at: '2026-01-01' });
 * deleteAlert({ alert }).effects.map((effect) => [effect.kind, effect.kind === 'alert' && effect.alert]); // → [['alert', null]]
 * ```
 */
export function deleteAlert(input: DeleteAlertInput): { readonly effects: readonly Effect[] } {
  const { input: fields, alert } = openAlertCall(input);
  if (alert.plan_id !== null) {
    const message = `is an alert of the plan ${shown(alert.plan_id)}; disable it, for one subscription or for all`;
    report(fields, 'alert', { code: 'invalid_transition', message });
  }
  refuse(fields.issues);
  return { effects: [{ kind: 'alert', alert_id: alert.id, alert: null }] };
}
