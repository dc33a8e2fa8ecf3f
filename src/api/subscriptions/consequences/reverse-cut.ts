import type { BillingPeriod } from '../../../cycles/index.js';
import { periodAt, quantitiesOf, type TimedPrice } from '../../../subscriptions/index.js';
import { intersect, type Instant } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { settleAdvances } from './settle-advance.js';
import { settleInstalments } from './settle-instalments.js';
import type { DueStretch } from './settlement.js';
import { undoableNotes, voidIn, type UndoableNote } from './undoable-notes.js';

/** The end that no longer holds, and the price intervals it had cut. */
export type ReversedCut = { readonly price_interval_ids: readonly string[]; readonly from: Instant };

/**
 * Takes back the refunds that an end brought about, and settles the time after it, which is due again (§9.2): a known end
 * cuts an advance beforehand (§4.4), and one that no longer holds leaves the rest as it was (L44).
 */
export function reverseCut(books: Books, { from, price_interval_ids: ids }: ReversedCut, step: BillableStep): Books {
  // What was billed too much in arrears was given back by a correction, which corrections take into account.
  const extended = step.timeline.prices.filter(
    ({ id, price }) => ids.includes(id) && price.billing_mode === 'in_advance',
  );
  const cut = extended.flatMap((timed) => cutPeriod(timed, from, step) ?? []);
  const voided =
    cut.length === extended.length && cut.every(isWhole) ? books : voidSince(books, { extended, from }, step);
  const settled = cut.reduce((state, billed) => settleInstalments(state, billed, step) ?? state, voided);
  const plain = cut.filter(({ timed }) => timed.price.invoicing === null);
  return settleAdvances(
    settled,
    plain.map((billed) => ({ ...billed, stretches: dueAgain(billed, from) })),
    step,
  );
}

/** Whether a price goes on to the end of its period, billed at once. */
function isWhole({ timed, period }: CutPeriod): boolean {
  return timed.price.invoicing === null && period.end === period.full_period.end;
}

type CutPeriod = BilledPeriod & { readonly period: BillingPeriod };

/** The period of a price in advance that an end had cut; null where it cut none. */
function cutPeriod(timed: TimedPrice, from: Instant, { customer }: BillableStep): CutPeriod | null {
  // Credits were billed whole, as they were granted, whenever their period was to end (§8.6).
  if (timed.price.billing_mode !== 'in_advance' || timed.price.sells_credits) return null;
  const period = periodAt(timed, customer.zone, from);
  return period === null || period.start >= from ? null : { timed, period };
}

/** The stretches of a period from an instant on, in which the price was not in force. */
function dueAgain({ timed, period }: BilledPeriod, from: Instant): readonly DueStretch[] {
  return quantitiesOf(timed).flatMap(({ start, end, quantity }) => {
    const time = intersect({ start, end: end ?? period.end }, { start: from, end: period.end });
    return time === undefined ? [] : [{ ...time, from: null, to: quantity }];
  });
}

type Extended = { readonly extended: readonly TimedPrice[]; readonly from: Instant };

/**
 * Voids the notes that give back nothing but time from an instant on: of an end then, or of a later one before it. Of
 * instalments, and where another end later in the period gives back anew what is left after it.
 */
function voidSince(books: Books, { extended, from }: Extended, step: BillableStep): Books {
  const isSince = ({ lines }: UndoableNote): boolean =>
    lines.every(({ given_back }) => given_back.period.start >= from);
  const notes = undoableNotes(books, new Set(extended.map(({ price }) => price.id)), step).filter(isSince);
  return notes.reduce((state, note) => voidIn(state, note, step), books);
}
