import { problem, type Issue } from '../../errors/index.js';
import type { Recognised } from './recognise-line.js';

/** Why a document is not stored: what it says follows from others. An issue: it cannot be left out either. Null: it is stored. */
export function passedOver({ kind, place, document }: Recognised): Issue | { readonly message: string } | null {
  if (kind === 'backfill') return { message: 'a backfill is history; its events are imported as they count now' };
  if (kind === 'subscription_change') return changeReason(place, document['status']);
  const isDraft = kind === 'invoice' && document['status'] === 'draft' && document['invoice_source'] !== 'one_off';
  return isDraft ? { message: 'a draft of a subscription is computed here whenever it is looked at' } : null;
}

function changeReason(place: string, status: unknown): Issue | { readonly message: string } {
  if (status !== 'pending') return { message: 'a change that was decided is part of its subscription' };
  const message = 'is a change that waits, and Orb does not say what was asked for; apply or cancel it at Orb';
  return problem(place, 'feature_not_available', message);
}
