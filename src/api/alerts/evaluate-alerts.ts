import { duplicateAlerts, lookAt, type WatchedAlert } from '../../alerts/index.js';
import {
  invariant,
  isGiven,
  pathAtKey,
  refuse,
  refuseUnknown,
  report,
  shown,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { readTimeZone, timeZone } from '../../time/index.js';
import type { AlertMeasures, AlertNotification, AlertState, PoliciesInput, Writable } from '../../wire/index.js';
import { readAlert } from './decode/read-alert.js';
import { readMeasures } from './decode/read-measures.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readPolicies } from '../decode/policies.js';
import { encodeAlertState, encodeNotification } from './encode/alert.js';

/** What `evaluateAlerts` takes. */
export type EvaluateAlertsInput = {
  /** Orb's documents, with what an earlier evaluation has them remember; those of one customer. */
  readonly alerts: readonly AlertState[];
  /** What was measured the time before; without it a balance alert's own status says where it stood. */
  readonly previous?: AlertMeasures | null | undefined;
  /** What is measured now. What is left out is not looked at. */
  readonly current: AlertMeasures;
  /** The zone of dates without a time; UTC unless given. */
  readonly timezone?: string | null | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** The alerts as they are to be stored, and what fired, in their order. */
export type EvaluatedAlerts = {
  readonly alerts: Writable<AlertState>[];
  readonly notifications: readonly AlertNotification[];
};

/**
 * Holds alerts against what was measured (§12).
 *
 * Usage, cost, spend and licence alerts fire at a threshold or above it, once per billing period, subscription and group;
 * of several thresholds reached at once the greatest is notified and all count as fired. Balance alerts fire on the edge
 * between the two states given, the lowest threshold crossed, and are re-armed by the opposite edge; a dip and recovery in
 * between fires nothing (D23). A new balance alert learns where it stands without firing. An alert that is not `enabled`
 * looks at nothing. Costs are Σ (`amount` + `partially_invoiced_amount`); spend is Σ `subtotal` of the prices in the
 * alert's currency; licences compare consumed / allocated in percent. Nothing is rounded.
 *
 * @throws `duplicate_alert` for a second alert of which there may be one only; `missing_field` for a usage alert without a
 * metric on a subscription with several; `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`,
 * `unknown_timezone`, `unknown_policy`
 * @example
 * ```ts
 * import { evaluateAlerts } from 'reckoner';
 *
 * const alert = {
 *   id: 'budget', type: 'usage_exceeded', enabled: true, thresholds: [{ value: 100 }, { value: 200 }],
 *   customer: null, plan: null, subscription: { id: 'sub' }, metric: { id: 'calls' }, currency: null,
 *   created_at: '2026-01-01T00:00:00Z',
 * } as const;
 * const usage = [{ subscription_id: 'sub', period_start: '2026-01-01', metric_id: 'calls', quantity: '250' }];
 * const { alerts, notifications } = evaluateAlerts({ alerts: [alert], current: { usage } });
 * notifications.map(({ threshold, value }) => [threshold, value]); // → [['200', '250']]
 * evaluateAlerts({ alerts, current: { usage } }).notifications; // → []
 * ```
 */
export function evaluateAlerts(input: EvaluateAlertsInput): EvaluatedAlerts {
  const fields = openInput(input);
  refuseUnknown(fields, ['alerts', 'previous', 'current', 'timezone', 'policies']);
  const { balance_alert_boundary: boundary } = readPolicies(fields);
  const opened = objectsAt(fields, 'alerts');
  const alerts = opened.map(readAlert);
  const name = valueAt(fields, 'timezone') ?? 'UTC';
  const zone = readTimeZone(name, pathAtKey(fields, 'timezone'), fields.issues) ?? timeZone('UTC');
  if (!isGiven(valueAt(fields, 'current'))) {
    report(fields, 'current', { code: 'missing_field', message: 'is missing; give what is measured now' });
  }
  const [previous, current] = [readMeasures(fields, 'previous', zone), readMeasures(fields, 'current', zone)];
  refuseDuplicates(opened, alerts);
  refuse(fields.issues);
  invariant(current !== null, 'an input without errors is read');
  const looked = alerts.map((alert) => lookAt(alert, { previous, current, boundary }));
  return {
    alerts: looked.map(({ alert }, position) => encodeAlertState(alert, opened[position]?.value as AlertState)),
    notifications: looked.flatMap(({ notifications }) => notifications.map(encodeNotification)),
  };
}

function refuseDuplicates(opened: readonly Fields[], alerts: readonly WatchedAlert[]): void {
  for (const [later, earlier] of duplicateAlerts(alerts)) {
    const fields = opened[later];
    const message = `watches what ${shown(alerts[earlier]?.id)} watches already; give both thresholds to one alert`;
    if (fields !== undefined) report(fields, 'type', { code: 'duplicate_alert', message });
  }
}
