import { createSubscriptionChange, type CreateSubscriptionChangeInput } from '../../index.js';
import type { MutatedSubscription, SubscriptionChangeType } from '../../wire/index.js';
import type { Call } from '../call.js';
import { writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';

/** The subscription as it is, null for one that is to be created, and what the operation takes. */
export type Staging = { readonly kept: Kept<'subscription'> | null; readonly input: object };

/**
 * Keeps an operation waiting for its confirmation, and answers the subscription as it would become; that one mentions the
 * change (§9.2).
 */
export async function stageChange(
  call: Call,
  change_type: SubscriptionChangeType,
  { kept, input }: Staging,
): Promise<MutatedSubscription> {
  const change_id = call.newId('subscription_change');
  // The type chooses the request that the input carries, which the compiler cannot know of the two apart.
  const staged = createSubscriptionChange({ ...input, change_type, change_id } as CreateSubscriptionChangeInput);
  const { subscription_change } = staged;
  const customer_id = subscription_change.subscription?.customer.id ?? '';
  await writeKept(call, 'subscription_change', { document: subscription_change, aside: { customer_id } });
  if (kept !== null) {
    const document = { ...kept.document, pending_subscription_change: { id: change_id } };
    await writeKept(call, 'subscription', { ...kept, document });
  }
  return subscription_change.subscription as MutatedSubscription;
}
