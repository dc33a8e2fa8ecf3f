import { readLegacyEntries, type Adjustment } from '../../../adjustments/index.js';
import { valueAt, type Fields } from '../../../errors/index.js';
import type { SubscribedAdjustment } from '../../../subscriptions/index.js';
import { writeAdjustment, type AdjustmentContext } from './adjustment.js';

/** Whose older keys are read, and what they cover. */
export type LegacyOwner = Pick<AdjustmentContext, 'price_named'> & {
  /** The beginning of the ids of what is read. */
  readonly id: string;
  /** Null: a plan's or a phase's. */
  readonly price_id: string | null;
  readonly phase: number | null;
  /** What `adjustments` holds already: the older keys of fetched documents are projections of it. */
  readonly known: readonly Adjustment[];
};

/**
 * Reads the keys `discount`, `discounts`, `minimum(_amount)` and `maximum(_amount)` as adjustments of a subscription (§6).
 *
 * A discount of type `trial` acts in the trial alone and is no adjustment of its own.
 */
export function readLegacyAdjustments(fields: Fields, owner: LegacyOwner): readonly SubscribedAdjustment[] {
  const { id, price_id, phase, known } = owner;
  const entries = readLegacyEntries(fields, { price_id, adjustments: known });
  return entries
    .filter((entry) => valueAt(entry.fields, 'discount_type') !== 'trial')
    .map(({ adjustment, fields: own }) => {
      // The id of one beside a price begins with the price's already.
      const named = price_id === null ? { ...adjustment, id: `${id}-${adjustment.id}` } : adjustment;
      const price_named = price_id === null ? owner.price_named : () => price_id;
      return writeAdjustment(named, own, { price_named, phase });
    });
}
