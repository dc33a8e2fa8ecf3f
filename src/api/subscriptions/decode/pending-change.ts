import {
  openChild,
  optionalChild,
  optionalText,
  pathAtKey,
  problem,
  report,
  requiredText,
  shown,
  type Fields,
} from '../../../errors/index.js';
import { formatInstant, instantOfMillis, type Instant } from '../../../time/index.js';
import type { SubscriptionChangeState } from '../../../wire/index.js';
import { documentAt } from '../../decode/document.js';
import { instantAt, choiceAt } from '../../decode/document-fields.js';
import { changeShape } from '../../decode/shapes/subscription-change.js';

/** A change that awaits confirmation, as it is stored. */
export type PendingChange = {
  readonly fields: Fields;
  readonly document: SubscriptionChangeState;
  readonly expires_at: Instant;
  /** That of the customer after the change; null where it has none then either. */
  readonly currency: string | null;
};

/** Reads `subscription_change`; null after a fault. */
export function readPendingChange(input: Fields): PendingChange | null {
  const fields = openChild(input, 'subscription_change');
  if (fields === null) return null;
  const faults = fields.issues.length;
  choiceAt(fields, 'status', ['pending', 'applied', 'cancelled']);
  const expires_at = instantAt(fields, 'expiration_time') ?? instantOfMillis(0);
  const preview = optionalChild(fields, 'subscription');
  const owner = preview && optionalChild(preview, 'customer');
  const currency = owner && optionalText(owner, 'currency');
  const document = documentAt(fields, changeShape, faults);
  return document === null || fields.issues.length > faults ? null : { fields, document, expires_at, currency };
}

/** Only what is pending can be applied or cancelled. */
export function reportSettled({ fields, document }: PendingChange, act: string): void {
  if (document.status === 'pending') return;
  const message = `is ${document.status}, so that it cannot be ${act}; only a pending change can`;
  report(fields, 'status', { code: 'invalid_transition', message });
}

/** A change can no longer be applied from its expiration on (≤: at that time it is cancelled). */
export function reportExpired({ fields, expires_at }: PendingChange, at: Instant): void {
  if (at < expires_at) return;
  const message = `was ${formatInstant(expires_at)}; cancel the change, and stage another`;
  report(fields, 'expiration_time', { code: 'invalid_transition', message });
}

/** The subscription given is the one that the change is pending on; a new one has none yet. */
export function reportOther(input: Fields, { document }: PendingChange): void {
  if (document.change_type === 'create_subscription') return;
  const subscription = openChild(input, 'subscription');
  if (subscription === null) return;
  const id = requiredText(subscription, 'id');
  const pending = subscription.value['pending_subscription_change'];
  const named = typeof pending === 'object' && pending !== null ? Reflect.get(pending, 'id') : null;
  if (id === document.subscription_id && named === document.id) return;
  const message = `is ${shown(named)} on ${shown(id)}, and the change is ${shown(document.id)} on ${shown(document.subscription_id)}; give the two that belong together`;
  const path = pathAtKey(subscription, 'pending_subscription_change');
  subscription.issues.push(problem(path, 'invalid_reference', message));
}
