import type { Recognised } from './recognise-line.js';

/** Why a document is not stored: what it says follows from others. Null: it is stored. */
export function passedOver({ kind, document }: Recognised): string | null {
  const { status } = document;
  if (kind === 'backfill') return 'a backfill is history; its events are imported as they count now';
  if (kind === 'subscription_change' && status !== 'pending')
    return 'a change that was decided is part of its subscription';
  const isDraft = kind === 'invoice' && status === 'draft' && document['invoice_source'] !== 'one_off';
  return isDraft ? 'a draft of a subscription is computed here whenever it is looked at' : null;
}
