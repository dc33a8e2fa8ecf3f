import {
  addExact,
  compareExact,
  isZeroExact,
  negateExact,
  one,
  signExact,
  subtractExact,
  sumExact,
  zero,
  type Exact,
} from '../../../decimal/index.js';
import { inMoney, roundingOn, standingIn } from '../../../invoices/index.js';
import { part } from '../../../prices/index.js';
import type { Instant } from '../../../time/index.js';
import { billRest } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import { withdraw, type Books } from './books.js';
import { giveBack } from './give-back.js';
import { settlementOf, type DueStretch, type SettledPeriod, type Settlement } from './settlement.js';
import { standingLines, type StandingLine } from './standing-lines.js';
import { quantityDrafts } from './withdraw-drafts.js';

/**
 * Settles the credits that a period grants, whenever they become more (§8.6): what all of them come to, less what stands
 * billed of the period, is billed whole with the day on which they are granted. Nothing is given back but what was
 * billed of credits that, as it is known now, were never asked for.
 */
export function settleSold(books: Books, settled: SettledPeriod, step: BillableStep): Books {
  const settlement = settlementOf(settled, step);
  const lines = standingLines(books, settlement, step);
  if (lines.length === 0) return billUnknown(books, settlement, step);
  if (settlement.stretches.every((rise) => isZeroExact(missingOf(rise, { settlement, lines, step })))) return books;
  // What lies ahead is made anew by what is granted then.
  const withdrawn = quantityDrafts(books, settlement, step).reduce((state, { id }) => withdraw(state, id), books);
  const billed = settlement.stretches.reduce((state, rise) => billRise(state, { settlement, rise }, step), withdrawn);
  return giveBackRest(billed, settlement, step);
}

type Known = { readonly settlement: Settlement; readonly lines: readonly StandingLine[]; readonly step: BillableStep };

/** What the credits granted by then come to, less what stands billed of them, in the price's currency. */
function missingOf({ start, to }: DueStretch, known: Known): Exact {
  const priced = known.settlement.priceOf(to);
  if (priced === null) return zero;
  const missing = subtractExact(priced.amount, standingUntil(start, known));
  return isRounding(missing, known) ? zero : missing;
}

/** Whether a difference is what documents were rounded by: half a minor unit, because each line completes the sum. */
function isRounding(missing: Exact, { lines: [first] }: Known): boolean {
  const half = first === undefined ? zero : roundingOn(first.line, first.invoice.currency);
  // ≤: half a unit was rounded away from zero.
  return compareExact(signExact(missing) < 0 ? negateExact(missing) : missing, half) <= 0;
}

/** What stands billed of the credits that were granted by an instant: a line begins with the day on which they were. */
function standingUntil(instant: Instant, { settlement: { period }, lines, step }: Known): Exact {
  const days = { zone: step.customer.zone, basis: step.policies.proration_basis };
  const begun = lines.filter(({ line }) => line.start <= instant);
  return sumExact(
    begun.map((standing) => (standing.line.is_money ? leftOf(standing) : standingIn([standing], period, days))),
  );
}

/** What a line bills less what was given back of it: whole, because a rise late on the last day has no day of its own. */
function leftOf({ line, credited }: StandingLine): Exact {
  return subtractExact(line.amount, sumExact((credited.dated ?? []).map(({ amount }) => amount)));
}

type Rise = { readonly settlement: Settlement; readonly rise: DueStretch };

function billRise(books: Books, { settlement, rise }: Rise, step: BillableStep): Books {
  const known = { settlement, lines: standingLines(books, settlement, step), step };
  if (signExact(missingOf(rise, known)) <= 0) return books;
  return billBeyond(books, { settlement, rise, standing: standingUntil(rise.start, known) }, step);
}

/** Bills what credits come to beyond what stands, from the day of the rise to the end of the period. */
function billBeyond(
  books: Books,
  { settlement, rise, standing }: Rise & { readonly standing: Exact },
  step: BillableStep,
): Books {
  const { timed, period } = settlement;
  const to = settlement.priceOf(rise.to);
  if (to === null || signExact(subtractExact(to.amount, standing)) <= 0) return books;
  const line = {
    period: { start: rise.start, end: period.end },
    from: { quantity: zero, amount: zero },
    to,
    remaining: { numerator: one, denominator: one },
    beside: [part('less what is billed already', negateExact(standing))],
  };
  return billRest(books, { timed, period, date: rise.start, line }, step);
}

/** Without its invoices a step knows only what was granted before; what a period begins with its own invoice bills. */
function billUnknown(books: Books, settlement: Settlement, step: BillableStep): Books {
  let billed: Exact = zero;
  return settlement.stretches.reduce((state, rise) => {
    const [before, after] = [settlement.priceOf(rise.from ?? zero), settlement.priceOf(rise.to)];
    if (before === null || after === null || rise.start === settlement.period.start) return state;
    const standing = addExact(before.amount, billed);
    const missing = subtractExact(after.amount, standing);
    if (signExact(missing) > 0) billed = addExact(billed, missing);
    return billBeyond(state, { settlement, rise, standing }, step);
  }, books);
}

function giveBackRest(books: Books, settlement: Settlement, step: BillableStep): Books {
  const lines = standingLines(books, settlement, step);
  const last = settlement.stretches.at(-1);
  const newest = lines.at(-1);
  if (last === undefined || newest === undefined) return books;
  const missing = missingOf({ ...last, start: settlement.period.end }, { settlement, lines, step });
  if (signExact(missing) >= 0) return books;
  const time = { start: newest.line.start, end: settlement.period.end };
  const amount = inMoney(newest.line, negateExact(missing));
  return giveBack(books, { price_id: settlement.timed.price.id, time, amount }, step);
}
