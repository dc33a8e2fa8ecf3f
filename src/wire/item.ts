import type { DateTimeText, Metadata } from './text.js';

/** The systems an item can be mapped to. */
export type ItemConnectionName =
  'stripe' | 'quickbooks' | 'bill.com' | 'netsuite' | 'taxjar' | 'avalara' | 'anrok' | 'numeral' | 'stripe_tax';

/** Where an item is known in another system. */
export type ItemExternalConnection = {
  readonly external_connection_name: ItemConnectionName;
  readonly external_entity_id: string;
};

/** Something sold, by which prices are grouped, filtered and synchronised. */
export type Item = {
  readonly id: string;
  readonly name: string;
  readonly created_at: DateTimeText;
  readonly archived_at?: DateTimeText | null;
  readonly external_connections: readonly ItemExternalConnection[];
  readonly metadata: Metadata;
};
