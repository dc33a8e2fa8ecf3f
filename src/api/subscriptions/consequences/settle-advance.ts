import { add, addExact, isZeroExact, negateExact, signExact, zero } from '../../../decimal/index.js';
import { inMoney } from '../../../invoices/index.js';
import { part } from '../../../prices/index.js';
import { differencesIn, isOneChange, type AdvanceDifference } from './advance-difference.js';
import { billRest } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { giveBack } from './give-back.js';
import { settlementOf, type SettledPeriod, type Settlement } from './settlement.js';
import { standingLines } from './standing-lines.js';
import { voidUndone } from './void-undone.js';
import { withdrawDrafts } from './withdraw-drafts.js';

/**
 * Settles stretches of periods that were billed in advance (§9.2): what is due of each and does not stand billed is billed on
 * an invoice of its own, what stands and is not due goes back on the newest lines unless `quantity_decrease` is `none`.
 * Before that, what lies ahead is taken back where it is due no more: notes are void whose days are all due again, drafts
 * that bill too much go and are made anew. A note may have given back of several prices, which are settled together.
 */
export function settleAdvances(books: Books, settled: readonly SettledPeriod[], step: BillableStep): Books {
  const settlements = settled.map((one) => settlementOf(one, step));
  return settlements.reduce(
    (state, settlement) => {
      const { books: withdrawn, stretches } = withdrawDrafts(state, settlement, step);
      return settleDifferences(withdrawn, { ...settlement, stretches }, step);
    },
    voidUndone(books, settlements, step),
  );
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

/** Neighbours that bill the same change are one line. */
function joined(differences: readonly AdvanceDifference[]): readonly AdvanceDifference[] {
  const list: AdvanceDifference[] = [];
  for (const difference of differences) {
    const last = list.at(-1);
    const isOne = last !== undefined && isOneChange(last, difference);
    list.push(isOne ? join(list.pop() as AdvanceDifference, difference) : difference);
  }
  return list;
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
