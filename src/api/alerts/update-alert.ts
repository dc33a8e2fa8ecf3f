import { readFilters } from '../../adjustments/index.js';
import { isGiven, openChild, refuse, refuseUnknown, valueAt } from '../../errors/index.js';
import type { AlertState, UpdateAlertRequest, Writable } from '../../wire/index.js';
import type { AlertTransition } from './create-alert.js';
import { checkOverrides, checkPriceFilters, checkThresholds, refuseSetting } from './decode/alert-request.js';
import { objectsAt } from '../decode/document-fields.js';
import { openAlertCall } from './decode/known-alert.js';
import { readOverrides, thresholdDocuments } from './decode/new-alert.js';
import { thresholdsAt } from './decode/read-alert.js';

/** What `updateAlert` takes. */
export type UpdateAlertInput = {
  readonly alert: AlertState;
  /** Orb's body. */
  readonly request: UpdateAlertRequest;
};

/**
 * Gives an alert other thresholds and, where it can have them, other filters or overrides: left out they stay, an empty
 * list clears them (§12).
 *
 * What fired in a billing period stays fired, so that a threshold that is kept does not fire again; where a balance stands
 * to a new threshold is learnt at the next evaluation, without firing.
 *
 * @throws `missing_field` without thresholds; `invalid_type` for what the type of alert cannot have; `invalid_decimal`
 * @example
 * ```ts
 * import { createAlert, updateAlert } from 'reckoner';
 *
 * const subscription = { id: 'sub' };
 * const { alert } = createAlert({ subscription, request: { type: 'cost_exceeded', thresholds: [{ value: 50 }] }, at: '2026-01-01' });
 * updateAlert({ alert, request: { thresholds: [{ value: 80 }] } }).alert.thresholds; // → [{ value: 80 }]
 * ```
 */
export function updateAlert(input: UpdateAlertInput): AlertTransition {
  const { input: fields, alert, document } = openAlertCall(input, 'request');
  const request = openChild(fields, 'request');
  if (request !== null) {
    refuseUnknown(request, ['thresholds', 'price_filters', 'threshold_overrides']);
    checkThresholds(request, alert.type);
    checkPriceFilters(request, alert);
    checkOverrides(request, alert);
    // Orb:API: a plan's alert is for all its subscriptions, whose groups are their own.
    if (alert.plan_id !== null && objectsAt(request, 'threshold_overrides').length > 0) {
      refuseSetting(request, 'threshold_overrides', 'alerts of a subscription');
    }
  }
  const changed = request === null ? {} : changesIn(request);
  refuse(fields.issues);
  const next = { ...document, ...changed };
  return { alert: next, effects: [{ kind: 'alert', alert_id: alert.id, alert: next }] };
}

function changesIn(request: NonNullable<ReturnType<typeof openChild>>): Partial<Writable<AlertState>> {
  const filters = readFilters(request, 'price_filters');
  const overrides = readOverrides(request);
  const isSaid = (key: string) => isGiven(valueAt(request, key));
  return {
    thresholds: thresholdDocuments(thresholdsAt(request, 'thresholds')),
    ...(isSaid('price_filters')
      ? { price_filters: filters.length === 0 ? null : (filters as Writable<typeof filters>) }
      : {}),
    ...(isSaid('threshold_overrides') ? { threshold_overrides: overrides.length === 0 ? null : overrides } : {}),
  };
}
