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
import type { MutatedSubscription, SubscriptionChangeType } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept } from '../kept/documents.js';
import { changes, type Operation } from '../operation.js';
import { stageChange } from '../subscriptions/stage.js';
import { stepInput, takeStep, type Step } from '../subscriptions/step.js';
import type { SubscriptionParams } from './subscriptions.js';

type StepParams<Request> = SubscriptionParams & { readonly body: Request };

/** The steps in a subscription's life, each by the operation that takes it. */
export const steps = {
  cancelSubscription: step(cancelSubscription, 'cancel'),
  editPriceIntervals: step(editPriceIntervals, 'price_intervals'),
  redeemCoupon: step(redeemSubscriptionCoupon, 'redeem_coupon'),
  schedulePlanChange: step(schedulePlanChange, 'schedule_plan_change'),
  triggerPhase: step(triggerPhase, 'trigger_phase'),
  unscheduleCancellation: bareStep(unscheduleCancellation, 'unschedule_cancellation'),
  unscheduleFixedFeeQuantityUpdates: step(unscheduleFixedFeeQuantityUpdates, 'unschedule_fixed_fee_quantity_updates'),
  unschedulePlanChanges: bareStep(unschedulePlanChanges, 'unschedule_pending_plan_changes'),
  updateFixedFeeQuantity: step(updateFixedFeeQuantity, 'update_fixed_fee_quantity'),
  updateSubscription: step(updateSubscription, null),
  updateTrial: step(updateTrial, 'update_trial'),
} as const;

/** A step, and the type of change that it is where it is asked to wait; settings never wait. */
function step<Request extends object>(
  take: Step<Request>,
  change_type: SubscriptionChangeType | null,
): Operation<StepParams<Request>, MutatedSubscription> {
  return changes((call: Call, params: StepParams<Request>) => takeOrStage(call, { take, change_type }, params));
}

type Taken<Request> = { readonly take: Step<Request>; readonly change_type: SubscriptionChangeType | null };

async function takeOrStage<Request extends object>(
  call: Call,
  { take, change_type }: Taken<Request>,
  params: StepParams<Request>,
): Promise<MutatedSubscription> {
  if (!call.creates_pending_change || change_type === null) return takeStep(call, take, params);
  const kept = await needKept(call, 'subscription', params.subscription_id);
  return stageChange(call, change_type, { kept, input: await stepInput(call, { kept, body: params.body }) });
}

/** A step whose request has no body. */
function bareStep(
  take: Step<object>,
  change_type: SubscriptionChangeType,
): Operation<SubscriptionParams, MutatedSubscription> {
  return changes((call: Call, { subscription_id }: SubscriptionParams) =>
    takeOrStage(call, { take, change_type }, { subscription_id, body: {} }),
  );
}
