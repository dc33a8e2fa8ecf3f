import {
  addExact,
  isZeroExact,
  negateExact,
  signExact,
  subtract,
  subtractExact,
  zero,
  type Exact,
} from '../../../decimal/index.js';
import { billedAdvances, type BilledAdvance } from '../../../invoices/index.js';
import { part } from '../../../prices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import { periodAt, quantityAt, type TimedPrice } from '../../../subscriptions/index.js';
import { shiftInstant, type Instant, type Period } from '../../../time/index.js';
import { billRest, priceQuantity, type BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { giveBack } from './give-back.js';
import { creditedIn } from './refund.js';
import { settleInstalments } from './settle-instalments.js';

/** A price that goes on beyond an end that no longer holds. */
export type ExtendedPrice = { readonly timed: TimedPrice; readonly from: Instant };

/**
 * Settles at once, in advance, the rest of a period that was billed, or whose quantity changed, while an end was known: a
 * known end cuts an advance beforehand (§4.4), and one that no longer holds leaves the rest as it was (L44).
 */
export function extendAdvance(books: Books, { timed, from }: ExtendedPrice, step: BillableStep): Books {
  const period = periodAt(timed, step.customer.zone, from);
  if (timed.price.billing_mode !== 'in_advance' || period === null || period.start >= from) return books;
  const settled = settleInstalments(books, { timed, period }, step);
  if (settled !== null) return settled;
  const billed = billedBeyond(books, { timed, period, from }, step);
  // What was billed whole and given back stands again once its note is void.
  if (!billed.some((advance) => endsAt(advance, from, period))) return books;
  return billBeyond(books, { timed, period, from, billed }, step);
}

type Extended = ExtendedPrice & BilledPeriod;

/** What is billed of the period from an instant on, to its end. */
function billedBeyond(books: Books, { timed, period, from }: Extended, step: BillableStep): readonly BilledAdvance[] {
  const invoices = recordedIn(books, step);
  const { zone } = step.customer;
  const advances = { invoices, credited: creditedIn(books, invoices), zone, basis: step.policies.proration_basis };
  const price_ids = new Set([timed.price.id]);
  const later = new Map(billedAdvances({ price_ids, from: period.end }, advances).map((own) => [own.line.id, own]));
  return billedAdvances({ price_ids, from }, advances)
    .filter(({ line }) => line.start < period.end && line.end > period.start)
    .map((own) => ({ ...own, amount: subtract(own.amount, later.get(own.line.id)?.amount ?? zero) }));
}

/** Whether a line, or what was given back of it, reaches to an end that was known; or a note of that end stands for good. */
function endsAt({ line, credited }: BilledAdvance, end: Instant, period: Period): boolean {
  // An end that was known before this one had cut a line beforehand as well.
  const isCut = line.end >= end && line.end < period.end;
  return isCut || (credited.dated ?? []).some((dated) => dated.period.start === end || dated.period.end === end);
}

type Beyond = Extended & { readonly billed: readonly BilledAdvance[] };

function billBeyond(books: Books, { timed, period, from, billed }: Beyond, step: BillableStep): Books {
  // A quantity that lies ahead is settled by itself, unless the invoice of the period billed it.
  const transitions = timed.transitions.filter(({ at, is_foreseen = false }) => is_foreseen || at <= step.at);
  const quantity = quantityAt({ ...timed, transitions }, shiftInstant(from, -1));
  const to = priceQuantity({ quantity, timed, period }, step);
  if (to === null) return books;
  const rest: Period = { start: from, end: period.end };
  const { zone } = step.customer;
  const remaining = shareOf({ service_period: rest, full_period: period, zone, basis: step.policies.proration_basis });
  const known = billed.reduce<Exact>((sum, { amount }) => addExact(sum, amount), zero);
  const difference = subtractExact(prorate(to.amount, remaining), known);
  if (signExact(difference) <= 0) {
    return giveBack(books, { timed, time: rest, amount: negateExact(difference) }, step);
  }
  const beside = isZeroExact(known) ? [] : [part('less what is billed already', negateExact(known))];
  const line = { period: rest, from: { quantity: zero, amount: zero }, to, remaining, beside };
  return billRest(books, { timed, period, date: step.at, line }, step);
}
