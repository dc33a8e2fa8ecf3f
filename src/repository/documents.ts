/** The kinds of document that an account keeps. */
export const documentKinds = [
  'alert',
  'backfill',
  'balance_transaction',
  'coupon',
  'credit_block',
  'credit_ledger',
  'credit_note',
  'customer',
  'dimensional_price_group',
  'invoice',
  'item',
  'license',
  'license_type',
  'metric',
  'payment_request',
  'plan',
  'plan_migration',
  'plan_version',
  'price',
  'subscription',
  'subscription_change',
  'subscription_schedule',
  'top_up',
] as const;

/** One of them. */
export type DocumentKind = (typeof documentKinds)[number];

/**
 * A document as JSON: what `JSON.stringify` keeps of it is stored and comes back equal, every number to the last bit, and
 * nothing that is done to either copy changes the other.
 */
export type JsonDocument = { readonly [key: string]: unknown };

/** A document with its version: 1 when it is created, one more at each write. */
export type StoredDocument = {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: number;
  readonly document: JsonDocument;
};

/**
 * A document to store.
 *
 * `version` is the one that was read, null for a document that must not exist yet. `keys` are what it can be listed by,
 * such as `customer:acme`; `unique_keys` are keys that no other document of its kind may carry, such as an external id.
 * Both replace what the document carried before.
 */
export type DocumentWrite = {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: number | null;
  readonly document: JsonDocument;
  readonly keys?: readonly string[] | undefined;
  readonly unique_keys?: readonly string[] | undefined;
};

/** Which documents to list: of a kind, with a key if one is given, a page at a time. */
export type DocumentQuery = {
  readonly kind: DocumentKind;
  readonly key?: string | undefined;
  /** The cursor of the page before, a text of digits; null and absent start at the beginning. */
  readonly after?: string | null | undefined;
  /** At most this many, from 1 to 1000. */
  readonly limit: number;
  /** In the order of creation, or the newest first. */
  readonly order?: 'oldest_first' | 'newest_first' | undefined;
};

/**
 * A page of documents, and the cursor of the next one; null when there are no more. A document whose transaction was still
 * running when a page was read may come before its cursor and not be listed.
 */
export type DocumentPage = { readonly documents: readonly StoredDocument[]; readonly next: string | null };
