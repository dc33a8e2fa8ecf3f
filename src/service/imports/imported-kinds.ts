import type { JsonDocument } from '../../repository/index.js';

/**
 * What can be imported, in the order in which it is stored: what a document refers to comes before it. Each with keys that
 * Orb's document of this kind has and those of no other kind have together.
 */
export const importedKinds = {
  item: ['id', 'external_connections'],
  metric: ['id', 'sql'],
  price: ['id', 'model_type', 'price_type'],
  plan: ['id', 'prices', 'product'],
  plan_version: ['version', 'prices', 'plan_phases'],
  plan_migration: ['id', 'plan_id', 'effective_time'],
  coupon: ['id', 'redemption_code'],
  dimensional_price_group: ['id', 'dimensions', 'billable_metric_id'],
  license_type: ['id', 'grouping_key'],
  customer: ['id', 'email', 'timezone', 'balance'],
  subscription: ['id', 'price_intervals'],
  subscription_schedule: ['start_date', 'end_date', 'created_at', 'plan'],
  subscription_change: ['id', 'expiration_time'],
  license: ['id', 'external_license_id', 'license_type_id'],
  invoice: ['id', 'invoice_number', 'line_items'],
  credit_note: ['id', 'credit_note_number'],
  balance_transaction: ['id', 'action', 'starting_balance'],
  credit_block: ['id', 'maximum_initial_balance', 'credit_block_source'],
  ledger_entry: ['id', 'ledger_sequence_number'],
  top_up: ['id', 'threshold', 'per_unit_cost_basis'],
  alert: ['id', 'thresholds', 'enabled'],
  backfill: ['id', 'events_ingested'],
  event: ['event_name', 'timestamp'],
} as const;

/** One of them. */
export type ImportedKind = keyof typeof importedKinds;

/** Their names, in order. */
export const kindNames = Object.keys(importedKinds) as readonly ImportedKind[];

/** Keys that only a document of another kind has, where one kind's keys are among another's. */
const strangers: { readonly [K in ImportedKind]?: readonly string[] } = {
  plan_version: ['id'],
  subscription_schedule: ['id'],
};

/** The kinds that an object can be a document of, by its keys. */
export function kindsOf(document: object): readonly ImportedKind[] {
  return kindNames.filter(
    (kind) =>
      importedKinds[kind].every((key) => Object.hasOwn(document, key)) &&
      !(strangers[kind] ?? []).some((key) => Object.hasOwn(document, key)),
  );
}

/** What a document lacks that has to stand beside it: whose it is. */
export const ownersOf: { readonly [K in ImportedKind]?: 'customer_id' | 'subscription_id' | 'plan_id' } = {
  plan_version: 'plan_id',
  subscription_schedule: 'subscription_id',
  balance_transaction: 'customer_id',
  top_up: 'customer_id',
};

/** Whose a document is, where it does not say so itself, and what else has to be said of some. */
export type ImportOwner = {
  readonly customer_id?: string;
  readonly subscription_id?: string;
  readonly plan_id?: string;
  /** Of a block of credits, beside whose it is. */
  readonly currency?: string;
  /** Of a change that waits: when it was asked for, and by which body. */
  readonly requested_at?: string;
  readonly request?: JsonDocument;
  /** Of a migration under way: the version that it leads to. */
  readonly plan_version_number?: number;
};
