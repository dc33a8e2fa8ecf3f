import { addExact, compareExact, signExact, sumExact, type Exact } from '../../../decimal/index.js';
import { givenIn } from '../../../invoices/index.js';
import { overlaps, type Period } from '../../../time/index.js';
import { differencesIn, type AdvanceDifference } from './advance-difference.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import type { Settlement } from './settlement.js';
import { undoableNotes, voidIn, type NotedLine, type UndoableNote } from './undoable-notes.js';

/**
 * Voids the notes that lie ahead, or that an end which no longer holds brought about, where all that they gave back is due
 * again of the prices that are settled; the newest first. What has begun is billed anew.
 */
export function voidUndone(books: Books, settlements: readonly Settlement[], step: BillableStep): Books {
  const settled = new Map(settlements.map((settlement) => [settlement.timed.price.id, settlement]));
  return undoableNotes(books, new Set(settled.keys()), step).reduce((state, note) => {
    const isUndone = [...byPrice(note)].every(([price_id, lines]) => {
      const settlement = settled.get(price_id);
      return settlement !== undefined && isDueAgain(lines, { books: state, settlement, step });
    });
    return isUndone ? voidIn(state, note, step) : state;
  }, books);
}

function byPrice({ lines }: UndoableNote): ReadonlyMap<string, readonly NotedLine[]> {
  const own = new Map<string, readonly NotedLine[]>();
  for (const noted of lines) own.set(noted.line.price_id, [...(own.get(noted.line.price_id) ?? []), noted]);
  return own;
}

type Settling = { readonly books: Books; readonly settlement: Settlement; readonly step: BillableStep };

/**
 * Whether all days that a note gave back of a price are due again: each by at least what it gave back of it, or, after an end
 * that no longer holds, by whatever quantity there is now.
 */
function isDueAgain(lines: readonly NotedLine[], { books, settlement, step }: Settling): boolean {
  const isUndone = (time: Period, was_in_force: boolean): boolean =>
    lines.some(({ given_back }) => overlaps(given_back.period, time)) &&
    (!was_in_force || lines.every(({ given_back }) => given_back.period.start > step.at));
  // Most notes have nothing to do with what is settled, which is found out without pricing it.
  if (!settlement.stretches.some((stretch) => isUndone(stretch, stretch.from !== null))) return false;
  const due_again = differencesIn(books, settlement, step).filter(
    (one) => signExact(one.amount) > 0 && isUndone(one, one.was_in_force),
  );
  return isCovered(lines, due_again, step);
}

function isCovered(lines: readonly NotedLine[], due: readonly AdvanceDifference[], step: BillableStep): boolean {
  // What was rounded on the way is no reason to bill anew.
  const isEnough = due.every((one) => {
    return !one.was_in_force || compareExact(returnedIn(lines, one, step), addExact(one.amount, one.rounding)) <= 0;
  });
  const covered = sumExact(due.map((one) => returnedIn(lines, one, step)));
  return isEnough && compareExact(covered, returnedIn(lines, null, step)) === 0;
}

/** What a note gave back of a time, or of all, in the price's currency. */
function returnedIn(lines: readonly NotedLine[], time: Period | null, { customer, policies }: BillableStep): Exact {
  const days = { zone: customer.zone, basis: policies.proration_basis };
  return sumExact(
    lines.map(({ line, given_back }) => givenIn(line, given_back, { time: time ?? given_back.period, days })),
  );
}
