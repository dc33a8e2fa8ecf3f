import { duplicateAlerts, lookAt, type WatchedAlert } from '../../alerts/index.js';
import { decimalAt, zero } from '../../decimal/index.js';
import {
  invariant,
  isGiven,
  openChild,
  openFields,
  placeOf,
  pathAtKey,
  refuse,
  refuseUnknown,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { identity, stamp } from '../../identity/index.js';
import { formatInstant, readTimeZone, timeZone, type Instant } from '../../time/index.js';
import type {
  AlertState,
  Amount,
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  NewBalanceAlert,
  NewSpendAlert,
  PlanInput,
  Policies,
  PoliciesInput,
  Subscription,
  Writable,
} from '../../wire/index.js';
import { readNewAlert, type NewAlertTerms } from './decode/new-alert.js';
import { readAlert } from './decode/read-alert.js';
import { readScope, type AlertScope } from './decode/alert-scope.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { boundaryAt } from '../decode/period.js';
import { readPolicies } from '../decode/policies.js';
import { encodeAlertState } from './encode/alert.js';

/** What `createAlert` takes: exactly one of `customer`, `subscription` and `plan` says whom the alert is for. */
export type CreateAlertInput = {
  /** Orb's body: of a balance alert for a customer, of a usage, cost or spend alert for a subscription or a plan. */
  readonly request: NewBalanceAlert | NewSpendAlert;
  readonly customer?: Pick<CustomerInput, 'id' | 'external_customer_id'> | null | undefined;
  /** With its price intervals a usage alert is held against the metrics that there are. */
  readonly subscription?:
    (Pick<Subscription, 'id'> & Partial<Pick<Subscription, 'price_intervals'>>) | null | undefined;
  /** Of a plan its prices say which metrics there are; its `version` is meant unless the request names another. */
  readonly plan?: PlanInput | null | undefined;
  /** The alerts that there are already, of which some exclude a second one. */
  readonly alerts?: readonly AlertState[] | undefined;
  /** The customer's balance now, in the alert's currency: where a balance alert stands to begin with. */
  readonly balance?: Amount | null | undefined;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** The zone of dates without a time; UTC unless given. */
  readonly timezone?: string | null | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** An alert after a change, and what to store. */
export type AlertTransition = { readonly alert: Writable<AlertState>; readonly effects: readonly Effect[] };

/**
 * Creates an alert (§12): on a customer's credit balance, or on what a subscription, or every subscription on a version of
 * a plan, uses or costs.
 *
 * Thresholds are JSON numbers on the document: quantities, amounts of the alert's currency, or balances. A balance alert
 * does not fire as it is created; with `balance` it knows from the beginning where it stands. A usage alert that names no
 * metric takes the only one that the given prices have.
 *
 * @throws `duplicate_alert` for a second alert of which there may be one only: each balance type per customer and currency,
 * cost per subscription or plan version, usage per metric; `missing_field`, `invalid_type` for what the type of alert
 * needs or cannot have, and for a threshold below zero of anything but a balance; `invalid_reference` for a metric that no price has; `invalid_decimal`, `invalid_instant`,
 * `invalid_date`, `unknown_timezone`
 * @example
 * ```ts
 * import { createAlert, evaluateAlerts } from 'reckoner';
 *
 * const { alert } = createAlert({
 *   subscription: { id: 'sub' },
 *   request: { type: 'cost_exceeded', thresholds: [{ value: 50 }, { value: 100 }] },
 *   at: '2026-01-01',
 * });
 * [alert.id, alert.enabled]; // → ['alert:cost_exceeded:subscription:sub:20260101T000000Z', true]
 * const lines = [{ price_id: 'calls', currency: 'USD', subtotal: '60.00', amount: '60.00' }];
 * const costs = [{ subscription_id: 'sub', period_start: '2026-01-01', currency: 'USD', lines }];
 * evaluateAlerts({ alerts: [alert], current: { costs } }).notifications[0]?.threshold; // → '50'
 * ```
 */
export function createAlert(input: CreateAlertInput): AlertTransition {
  const fields = openInput(input);
  refuseUnknown(fields, ['request', ...scopes, 'alerts', 'balance', 'at', 'timezone', 'policies']);
  const { balance_alert_boundary } = readPolicies(fields);
  const name = valueAt(fields, 'timezone') ?? 'UTC';
  const zone = readTimeZone(name, pathAtKey(fields, 'timezone'), fields.issues) ?? timeZone('UTC');
  const at = boundaryAt(fields, 'at', zone);
  const request = openChild(fields, 'request');
  const scope = request && readScope(fields, request);
  const alerts = objectsAt(fields, 'alerts').map(readAlert);
  refuse(fields.issues);
  invariant(request !== null && scope !== null && at !== undefined, 'an input without errors is read');
  const terms = readNewAlert(request, scope);
  refuse(fields.issues);
  const document = documentOf(terms, { scope, at, alerts });
  const watched = watchedOf(document);
  refuseDuplicate(request, alerts, watched);
  refuse(fields.issues);
  const alert = encodeAlertState(learnt(watched, fields, balance_alert_boundary), document);
  return { alert, effects: [{ kind: 'alert', alert_id: alert.id, alert }] };
}

const scopes = ['customer', 'subscription', 'plan'];

type Making = { readonly scope: AlertScope; readonly at: Instant; readonly alerts: readonly WatchedAlert[] };

function documentOf(terms: NewAlertTerms, { scope, at, alerts }: Making): Writable<AlertState> {
  return {
    id: newAlertId(terms, { scope, at, alerts }),
    ...terms,
    enabled: true,
    ...scope.mentioned,
    license_type: null,
    balance_alert_status: null,
    created_at: formatInstant(at),
    disabled_for: [],
  };
}

/** What it watches, for whom, since when (D25), with a number where that is not enough. */
function newAlertId({ type, metric, currency }: NewAlertTerms, { scope, at, alerts }: Making): string {
  const watched = [metric?.id, currency].flatMap((part) => part ?? []);
  const base = identity('alert', type, scope.kind, scope.id, ...watched, stamp(at));
  const taken = new Set(alerts.map(({ id }) => id));
  let id = base;
  for (let number = 1; taken.has(id); number += 1) id = identity(base, String(number));
  return id;
}

/** The document as evaluation will read it. */
function watchedOf(document: AlertState): WatchedAlert {
  const reading = { issues: [], watch: null };
  const fields = openFields(document, placeOf('alert'), reading);
  invariant(fields !== null, 'a document is an object');
  const watched = readAlert(fields);
  refuse(reading.issues);
  return watched;
}

function refuseDuplicate(request: Fields, alerts: readonly WatchedAlert[], alert: WatchedAlert): void {
  const pair = duplicateAlerts([...alerts, alert]).find(([later]) => later === alerts.length);
  if (pair === undefined) return;
  const message = `watches what ${shown(alerts[pair[1]]?.id)} watches already; give that one another threshold`;
  report(request, 'type', { code: 'duplicate_alert', message });
}

/** A new balance alert learns where it stands, if that is said; it fires nothing (§12). */
function learnt(alert: WatchedAlert, fields: Fields, boundary: Policies['balance_alert_boundary']): WatchedAlert {
  if (!isGiven(valueAt(fields, 'balance'))) return alert;
  if (alert.currency === null || alert.customer_id === null) {
    report(fields, 'balance', wanting('given', 'it with an alert on the balance of a customer only'));
  }
  const balance = decimalAt(fields, 'balance') ?? zero;
  refuse(fields.issues);
  const current = { balances: new Map([[alert.currency ?? '', balance]]), usage: [], costs: [], licenses: [] };
  return lookAt(alert, { previous: null, current, boundary }).alert;
}
