import { isObject, optionalText, refuse, valueAt, type Fields } from '../../../errors/index.js';
import type { Metadata } from '../../../wire/index.js';
import { readMergedLabels } from '../../decode/merged-labels.js';
import { wholeAt } from '../decode/plan.js';
import { readTransitionInput } from '../decode/reading.js';
import { flagOrNull, readThreshold } from '../decode/terms.js';
import type { SubscriptionTerms } from '../encode/subscription.js';
import { continueWith } from './continuation.js';
import type { Decision } from './decision.js';

const asked = [
  'net_terms',
  'auto_collection',
  'auto_issuance',
  'default_invoice_memo',
  'invoicing_threshold',
  'metadata',
];

/** Decides what changing settings leads to: the timeline stays as it is. */
export function decideSettings(given: unknown): Decision {
  const reading = readTransitionInput(given, asked);
  const { timeline, request, input } = reading;
  const said = readSaid(request, reading.subscription.value['metadata']);
  refuse(input.issues);
  return continueWith(reading, { timeline, consequences: [], redemptions: new Map() }, said);
}

/** How each setting is read; null takes a value away. */
const readers: { readonly [key: string]: (request: Fields) => Partial<SubscriptionTerms> } = {
  net_terms: (request) => ({ net_terms: wholeAt(request, 'net_terms') ?? 0 }),
  auto_collection: (request) => ({ auto_collection: flagOrNull(request, 'auto_collection') }),
  auto_issuance: (request) => ({ auto_issuance: flagOrNull(request, 'auto_issuance') }),
  default_invoice_memo: (request) => ({ default_invoice_memo: optionalText(request, 'default_invoice_memo') }),
  invoicing_threshold: (request) => ({ invoicing_threshold: readThreshold(request) }),
};

function readSaid(request: Fields, metadata: unknown): Partial<SubscriptionTerms> {
  const stated = Object.entries(readers).filter(([key]) => valueAt(request, key) !== undefined);
  const labels = readMergedLabels(request, isObject(metadata) ? (metadata as Metadata) : {});
  return Object.assign({ metadata: labels }, ...stated.map(([, read]) => read(request))) as Partial<SubscriptionTerms>;
}
