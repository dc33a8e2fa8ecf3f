import {
  cancelSubscription,
  editPriceIntervals,
  redeemSubscriptionCoupon,
  schedulePlanChange,
  triggerPhase,
  unscheduleCancellation,
  unscheduleFixedFeeQuantityUpdates,
  unschedulePlanChanges,
  updateFixedFeeQuantity,
  updateSubscription,
  updateTrial,
} from '../../index.js';
import type { MutatedSubscription } from '../../wire/index.js';
import type { Call } from '../call.js';
import { changes, type Operation } from '../operation.js';
import { takeStep, type Step } from '../subscriptions/step.js';
import type { SubscriptionParams } from './subscriptions.js';

type StepParams<Request> = SubscriptionParams & { readonly body: Request };

/** The steps in a subscription's life, each by the operation that takes it. */
export const steps = {
  cancelSubscription: step(cancelSubscription),
  editPriceIntervals: step(editPriceIntervals),
  redeemCoupon: step(redeemSubscriptionCoupon),
  schedulePlanChange: step(schedulePlanChange),
  triggerPhase: step(triggerPhase),
  unscheduleCancellation: bareStep(unscheduleCancellation),
  unscheduleFixedFeeQuantityUpdates: step(unscheduleFixedFeeQuantityUpdates),
  unschedulePlanChanges: bareStep(unschedulePlanChanges),
  updateFixedFeeQuantity: step(updateFixedFeeQuantity),
  updateSubscription: step(updateSubscription),
  updateTrial: step(updateTrial),
} as const;

function step<Request extends object>(take: Step<Request>): Operation<StepParams<Request>, MutatedSubscription> {
  return changes((call: Call, params: StepParams<Request>) => takeStep(call, take, params));
}

/** A step whose request has no body. */
function bareStep(take: Step<object>): Operation<SubscriptionParams, MutatedSubscription> {
  return changes((call: Call, { subscription_id }: SubscriptionParams) =>
    takeStep(call, take, { subscription_id, body: {} }),
  );
}
