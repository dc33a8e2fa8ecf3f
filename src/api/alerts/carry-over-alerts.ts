import type { WatchedAlert } from '../../alerts/index.js';
import { invariant, openChild, refuse, refuseUnknown, requiredText } from '../../errors/index.js';
import type { AlertState, Effect, Subscription, Writable } from '../../wire/index.js';
import { metricsOf } from './decode/alert-scope.js';
import { readAlert } from './decode/read-alert.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { copyJson } from '../encode/copy.js';

/** What `carryOverAlerts` takes. */
export type CarryOverAlertsInput = {
  readonly alerts: readonly AlertState[];
  /** The subscription after its change of plan, with the price intervals that are in force or to come. */
  readonly subscription: Pick<Subscription, 'id' | 'price_intervals'>;
};

/** The alerts that go on, and what to store. */
export type CarriedAlerts = { readonly alerts: Writable<AlertState>[]; readonly effects: readonly Effect[] };

/**
 * Carries a subscription's own alerts over to another plan (§12): those on cost and spend stay, one on usage stays if its
 * metric is that of a price there, else it is deleted. Alerts of others are left alone.
 *
 * @throws every fault of an alert or of the subscription
 * @example
 * ```ts
 * import { carryOverAlerts, createAlert } from 'reckoner';
 *
 * const request = { type: 'usage_exceeded', metric_id: 'calls', thresholds: [{ value: 50 }] } as const;
 * const { alert } = createAlert({ subscription: { id: 'sub' }, request, at: '2026-01-01' });
 * carryOverAlerts({ alerts: [alert], subscription: { id: 'sub', price_intervals: [] } }).alerts; // → []
 * ```
 */
export function carryOverAlerts(input: CarryOverAlertsInput): CarriedAlerts {
  const fields = openInput(input);
  refuseUnknown(fields, ['alerts', 'subscription']);
  const subscription = openChild(fields, 'subscription');
  const id = subscription === null ? '' : requiredText(subscription, 'id');
  const metrics = new Set(subscription === null ? [] : metricsOf(subscription));
  const opened = objectsAt(fields, 'alerts').map((own) => ({ own, alert: readAlert(own) }));
  refuse(fields.issues);
  invariant(subscription !== null, 'an input without errors is read');
  const isLost = ({ type, subscription_id, metric_id }: WatchedAlert) =>
    subscription_id === id && type === 'usage_exceeded' && metric_id !== null && !metrics.has(metric_id);
  return {
    alerts: opened
      .filter(({ alert }) => !isLost(alert))
      .map(({ own }) => copyJson(own.value, own.place) as Writable<AlertState>),
    effects: opened.flatMap(({ alert }): readonly Effect[] =>
      isLost(alert) ? [{ kind: 'alert', alert_id: alert.id, alert: null }] : [],
    ),
  };
}
