import type { AccountStore, JsonDocument, Transaction } from '../../repository/index.js';
import type { Effect } from '../../wire/index.js';
import { storeBalanceTransaction } from './store-balance.js';
import { storeCreditNote } from './store-credit-note.js';
import { storeBlock, storeEntry } from './store-credits.js';
import {
  storeAlert,
  storeCoupon,
  storeCustomer,
  storeItem,
  storePaymentRequest,
  storeTopUp,
  stopTopUp,
} from './store-documents.js';
import { removeInvoice, storeInvoice } from './store-invoice.js';
import type { EffectOf, Storing } from './storing.js';

/** How each kind is stored: total, so that a new kind of effect does not compile without. */
const storing: { readonly [K in Effect['kind']]: (storing: Storing<EffectOf<K>>) => Promise<unknown> } = {
  invoice_created: storeInvoice,
  invoice_voided: storeInvoice,
  invoice_deleted: removeInvoice,
  credit_note_created: storeCreditNote,
  credit_note_voided: storeCreditNote,
  balance_transaction: storeBalanceTransaction,
  ledger_entry: storeEntry,
  credit_block: storeBlock,
  // Both are made into effects on invoices by whoever holds the ledger; here they are only told.
  credit_purchase: async () => {},
  credit_purchase_undone: async () => {},
  customer: storeCustomer,
  coupon: storeCoupon,
  item_created: storeItem,
  top_up: storeTopUp,
  top_up_disabled: stopTopUp,
  alert: storeAlert,
  payment_request: storePaymentRequest,
};

/**
 * Stores what a computation returned as `effects`, in list order, in one transaction, and tells each to the outbox.
 *
 * Documents are written over those that are stored under the same ids; a movement of a balance also moves the balance of
 * its customer, and a credit note what is due of its invoice.
 *
 * @throws `ConflictError` of the store, and then nothing of the list is stored
 * @example
 * ```ts
 * import { createOneOffInvoice } from 'reckoner';
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { applyEffects } from 'reckoner/service';
 *
 * const { effects } = createOneOffInvoice({
 *   customer: { id: 'acme', currency: 'USD' },
 *   at: '2026-03-10',
 *   request: {
 *     customer_id: 'acme', currency: 'USD', invoice_date: '2026-03-10',
 *     line_items: [{ name: 'Setup', item_id: 'setup', quantity: 1, start_date: '2026-03-10', end_date: '2026-03-10', model_type: 'unit', unit_config: { unit_amount: '99.00' } }],
 *   },
 * });
 * const store = createMemoryRepository().account('demo');
 * await applyEffects(store, effects);
 * const { documents } = await store.transaction((transaction) => transaction.listDocuments({ kind: 'invoice', key: 'customer:acme', limit: 10 }));
 * documents.map(({ document }) => document.total); // → ['99.00']
 * ```
 */
export async function applyEffects(store: AccountStore, effects: readonly Effect[]): Promise<void> {
  await store.transaction((transaction) => storeEffects(transaction, effects));
}

/** Stores effects inside a transaction that is under way. */
export async function storeEffects(transaction: Transaction, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) {
    // The kind chooses the function of its own kind, which the compiler cannot know of two unions.
    await (storing[effect.kind] as (storing: Storing) => Promise<unknown>)({ transaction, effect, effects });
  }
  if (effects.length > 0) await transaction.appendMessages(effects.map((effect): JsonDocument => ({ ...effect })));
}
