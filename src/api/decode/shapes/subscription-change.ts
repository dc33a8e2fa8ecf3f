import type { SubscriptionChangeState } from '../../../wire/index.js';
import type { DocumentShape } from '../document.js';

/** A change that awaits confirmation, with what it takes to carry it out. */
export const changeShape: DocumentShape<SubscriptionChangeState> = {
  id: 'text',
  status: 'text',
  expiration_time: 'text',
  applied_at: 'text or null or missing',
  cancelled_at: 'text or null or missing',
  subscription: 'object or null',
  change_type: 'text',
  effective_date: 'text or null or missing',
  change_option: 'text or null or missing',
  plan_id: 'text or null or missing',
  billing_cycle_alignment: 'text or null or missing',
  subscription_id: 'text',
  requested_at: 'text',
  request: 'object',
};
