import { identity } from '../identity/index.js';

const kind = 'trial_adjustment';

/** The id of what a trial takes off the usage of a subscription: in money, or in a pricing unit. */
export function trialAdjustmentId(subscription_id: string, pricing_unit: string | null): string {
  return pricing_unit === null ? identity(kind, subscription_id) : identity(kind, subscription_id, pricing_unit);
}

/** Whether an adjustment is what a trial takes off, which a pricing unit is waived like money by (§9.1). */
export function isOfTrial(adjustment_id: string): boolean {
  return adjustment_id.startsWith(`${kind}:`);
}
