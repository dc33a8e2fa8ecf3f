import { openChild, optionalText, requiredText, isGiven, valueAt, type Fields } from '../../../errors/index.js';
import type { Metadata, Subscription } from '../../../wire/index.js';
import { wholeAt } from './plan.js';
import { flagOrNull, readMetadata, readThreshold } from './terms.js';

/** What a subscription's document states that no timeline decides, and that stays unless a request says otherwise. */
export type StatedTerms = Pick<
  Subscription,
  | 'name'
  | 'net_terms'
  | 'auto_collection'
  | 'auto_issuance'
  | 'default_invoice_memo'
  | 'invoicing_threshold'
  | 'pending_subscription_change'
  | 'created_at'
> & { readonly metadata: Metadata };

/** Reads the terms of a subscription's document; one without a date of its own is as old as the request. */
export function readStatedTerms(subscription: Fields, at: string): StatedTerms {
  return {
    name: optionalText(subscription, 'name') ?? requiredText(subscription, 'id'),
    net_terms: wholeAt(subscription, 'net_terms') ?? 0,
    auto_collection: flagOrNull(subscription, 'auto_collection'),
    auto_issuance: flagOrNull(subscription, 'auto_issuance'),
    default_invoice_memo: optionalText(subscription, 'default_invoice_memo'),
    invoicing_threshold: readThreshold(subscription),
    pending_subscription_change: readPending(subscription),
    metadata: readMetadata(subscription),
    created_at: optionalText(subscription, 'created_at') ?? at,
  };
}

function readPending(subscription: Fields): StatedTerms['pending_subscription_change'] {
  const key = 'pending_subscription_change';
  const change = isGiven(valueAt(subscription, key)) ? openChild(subscription, key) : null;
  return change && { id: requiredText(change, 'id') };
}
