import { add, addExact, equals, isZeroExact, negateExact, signExact, zero } from '../../../decimal/index.js';
import { inMoney } from '../../../invoices/index.js';
import { part } from '../../../prices/index.js';
import {
  differencesIn,
  pricingOf,
  type AdvanceDifference,
  type DueStretch,
  type Settlement,
} from './advance-difference.js';
import { billRest, type BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { giveBack } from './give-back.js';
import { standingLines } from './standing-lines.js';
import { voidUndone } from './void-undone.js';
import { withdrawDrafts } from './withdraw-drafts.js';

/**
 * Settles stretches of a period that was billed in advance (§9.2): what is due of each and does not stand billed is billed on
 * an invoice of its own, what stands and is not due goes back on the newest lines unless `quantity_decrease` is `none`.
 * Before that, what lies ahead is taken back where it is due no more: notes are void whose days are all due again, drafts
 * that bill too much go and are made anew.
 */
export function settleAdvance(books: Books, settled: SettledPeriod, step: BillableStep): Books {
  return settleTogether(books, [settled], step);
}

/** Stretches of a billed period that are to be settled. */
export type SettledPeriod = BilledPeriod & { readonly stretches: readonly DueStretch[] };

/** The same for periods of several prices, of all of which one note may have given back. */
export function settleTogether(books: Books, settled: readonly SettledPeriod[], step: BillableStep): Books {
  const settlements = settled.map((one) => ({ ...one, priceOf: pricingOf(one, step) }));
  return settlements.reduce((state, one) => settleStretches(state, one, step), voidUndone(books, settlements, step));
}

function settleStretches(books: Books, settlement: Settlement, step: BillableStep): Books {
  const withdrawn = withdrawDrafts(books, settlement, step);
  return settleDifferences(withdrawn.books, { ...settlement, stretches: withdrawn.stretches }, step);
}

function settleDifferences(books: Books, settlement: Settlement, step: BillableStep): Books {
  return joined(differencesIn(books, settlement, step)).reduce((state, difference) => {
    const sign = signExact(difference.amount);
    if (sign > 0) return billDifference(state, difference, { settlement, step });
    return sign < 0 ? giveBackDifference(state, difference, { settlement, step }) : state;
  }, books);
}

type Settling = { readonly settlement: Settlement; readonly step: BillableStep };

function billDifference(books: Books, difference: AdvanceDifference, { settlement, step }: Settling): Books {
  const { timed, period } = settlement;
  const { start, end, share, to, standing, from, was_in_force } = difference;
  const line = {
    period: { start, end },
    from: from ?? { quantity: zero, amount: zero },
    to,
    remaining: share,
    beside: from !== null || isZeroExact(standing) ? [] : [part('less what is billed already', negateExact(standing))],
  };
  // What an end left unbilled is billed at once, like any advance; another quantity when it begins.
  return billRest(books, { timed, period, date: was_in_force ? start : step.at, line }, step);
}

function giveBackDifference(books: Books, difference: AdvanceDifference, { settlement, step }: Settling): Books {
  const newest = standingLines(books, settlement, step).at(-1);
  if (newest === undefined) return books;
  const amount = inMoney(newest.line, negateExact(difference.amount));
  return giveBack(books, { price_id: settlement.timed.price.id, time: difference, amount }, step);
}

/** Neighbours that bill the same change are one line, as far as it lies inside the line that it changes (F4). */
function joined(differences: readonly AdvanceDifference[]): readonly AdvanceDifference[] {
  return differences.reduce<readonly AdvanceDifference[]>((list, next) => {
    const last = list.at(-1);
    if (last === undefined || !isAlike(last, next)) return [...list, next];
    return [...list.slice(0, -1), join(last, next)];
  }, []);
}

function isAlike(a: AdvanceDifference, b: AdvanceDifference): boolean {
  if (a.from === null || b.from === null || signExact(a.amount) <= 0 || signExact(b.amount) <= 0) return false;
  const isSame = equals(a.from.quantity, b.from.quantity) && equals(a.to.quantity, b.to.quantity);
  return isSame && a.end === b.start && a.was_in_force === b.was_in_force && b.end <= a.reach;
}

function join(a: AdvanceDifference, b: AdvanceDifference): AdvanceDifference {
  return {
    ...a,
    end: b.end,
    share: { ...a.share, numerator: add(a.share.numerator, b.share.numerator) },
    amount: addExact(a.amount, b.amount),
    standing: addExact(a.standing, b.standing),
  };
}
