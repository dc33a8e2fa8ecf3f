/** Alerts: made, changed, switched, and evaluated into what fired. */
export { createAlert, type AlertTransition, type CreateAlertInput } from './create-alert.js';
export { updateAlert, type UpdateAlertInput } from './update-alert.js';
export { enableAlert } from './enable-alert.js';
export { disableAlert, type SwitchAlertInput } from './disable-alert.js';
export { deleteAlert, type DeleteAlertInput } from './delete-alert.js';
export { carryOverAlerts, type CarriedAlerts, type CarryOverAlertsInput } from './carry-over-alerts.js';
export { evaluateAlerts, type EvaluateAlertsInput, type EvaluatedAlerts } from './evaluate-alerts.js';
