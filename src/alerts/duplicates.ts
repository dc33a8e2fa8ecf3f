import { isBalanceType, type WatchedAlert } from './alert.js';

/**
 * Alerts of which there may be one only (§12): each balance type per customer and currency, cost per subscription or
 * version of a plan, usage per metric of a subscription or plan. Answers pairs of positions, the later one first.
 */
export function duplicateAlerts(alerts: readonly WatchedAlert[]): readonly (readonly [number, number])[] {
  const seen = new Map<string, number>();
  const pairs: (readonly [number, number])[] = [];
  for (const [position, alert] of alerts.entries()) {
    const key = uniqueKey(alert);
    const earlier = key === null ? undefined : seen.get(key);
    if (earlier !== undefined) pairs.push([position, earlier]);
    else if (key !== null) seen.set(key, position);
  }
  return pairs;
}

function uniqueKey(alert: WatchedAlert): string | null {
  const { type, customer_id, currency, subscription_id, plan_id, plan_version, metric_id } = alert;
  if (isBalanceType(type)) return JSON.stringify([type, customer_id, currency]);
  if (type === 'cost_exceeded') return JSON.stringify([type, subscription_id, plan_id, plan_version]);
  return type === 'usage_exceeded' ? JSON.stringify([type, subscription_id, plan_id, plan_version, metric_id]) : null;
}
