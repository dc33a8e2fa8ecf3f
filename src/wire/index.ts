/**
 * Orb's JSON as types: the documents that computations read and write.
 *
 * Owns the shape of every document in snake_case, exactly as the API description gives it, and for each document that
 * is read also an input form (`…Input`) that takes a fetched document, a create body or just the keys a computation
 * needs. Does not own any value: nothing here exists at run time, so importing this room costs nothing. Does not own
 * validation either; the room that reads a document decides what to refuse.
 *
 * Invariants: every property and array is readonly, so frozen and `as const` data fits; `Writable<Document>` is
 * identical to the type of the same document in the `orb-billing` client; a document is assignable to its input form.
 *
 * @module wire
 */
export type * from './text.js';
export type * from './shape.js';
export type * from './page.js';
export type * from './error-body.js';
export type * from './filter.js';
export type * from './reference.js';
export type * from './cycle.js';

export type * from './price.js';
export type * from './price-input.js';
export type * from './price-model-configs.js';
export type * from './price-configs/unit.js';
export type * from './price-configs/tiered.js';
export type * from './price-configs/bulk.js';
export type * from './price-configs/package.js';
export type * from './price-configs/matrix.js';
export type * from './price-configs/scalable-matrix.js';
export type * from './price-configs/grouped.js';
export type * from './price-configs/cumulative.js';
export type * from './price-configs/composite.js';
export type * from './price-configs/events.js';
export type * from './price-configs/legacy.js';
export type * from './allocation.js';
export type * from './conversion.js';
export type * from './dimensional-price.js';
export type * from './license.js';
export type * from './item.js';

export type * from './discount.js';
export type * from './discount-interval.js';
export type * from './adjustment.js';
export type * from './coupon.js';

export type * from './plan.js';
export type * from './plan-version-change.js';
export type * from './subscription.js';
export type * from './subscription-state.js';
export type * from './price-interval.js';
export type * from './subscription-request.js';
export type * from './subscription-change.js';

export type * from './customer.js';
export type * from './customer-balance.js';
export type * from './address.js';
export type * from './tax-id.js';
export type * from './tax-id-country.js';

export type * from './event.js';
export type * from './event-log.js';
export type * from './event-volume.js';
export type * from './backfill.js';
export type * from './metric.js';

export type * from './invoice.js';
export type * from './line-item.js';
export type * from './sub-line-item.js';
export type * from './invoice-request.js';
export type * from './credit-note.js';

export type * from './credit-block.js';
export type * from './credit-ledger.js';
export type * from './ledger-document.js';
export type * from './top-up.js';

export type * from './alert.js';
export type * from './alert-state.js';
export type * from './usage.js';
export type * from './cost.js';
export type * from './evaluation.js';

export type * from './policies.js';
export type * from './workings.js';
export type * from './effect.js';
