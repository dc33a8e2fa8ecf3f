import type { RealCurrency } from '../../currency/index.js';
import { parseDecimal, type Decimal } from '../../decimal/index.js';
import { fail, isGiven, isIterable, pathAt, refuse, refuseUnknown, valueAt } from '../../errors/index.js';
import type { Horizon } from '../../quotes/index.js';
import type { CustomerInput } from '../../wire/index.js';
import { boundaryAt } from '../decode/period.js';
import { openInput } from '../decode/input.js';
import {
  computeAlike,
  likenessOfCustomer,
  rememberAlike,
  type DealPair,
  type KnownCustomers,
  type OwnTerms,
} from './alike-customers.js';
import type { Rule } from './grandfathering.js';
import { prepareQuote, type PreparedQuote } from './prepare-quote.js';
import type { QuotedOffer } from './quote-input.js';
import { withPaths } from './renamed-paths.js';
import { runQuote } from './run-quote.js';
import { sharedHorizon } from './shared-horizon.js';

/** Both price lists, and what all customers share. */
export type Lists = {
  readonly current: QuotedOffer;
  readonly proposed: QuotedOffer;
  readonly shared: Readonly<Record<string, unknown>>;
  readonly rules: readonly Rule[];
  readonly known: KnownCustomers;
};

/** What a customer comes to under both lists. */
export type Computed = {
  readonly customer_id: string;
  readonly currency: RealCurrency;
  readonly current: Decimal;
  readonly proposed: Decimal;
  readonly kept_by: string | null;
};

const keys = ['customer', 'usage', 'events', 'licenses', 'license_usage', 'terms', 'subscribed_since'];

/** Computes a customer under both lists, over the same periods. */
export function computeCustomer(given: unknown, lists: Lists): Computed {
  const fields = openInput(given);
  refuseUnknown(fields, keys);
  const own = {
    customer: valueAt(fields, 'customer'),
    usage: valueAt(fields, 'usage'),
    events: readable(valueAt(fields, 'events')),
    licenses: valueAt(fields, 'licenses'),
    license_usage: valueAt(fields, 'license_usage'),
    terms: valueAt(fields, 'terms'),
  };
  refuse(fields.issues);
  const { deals, current, proposed } = amountsOf(own, lists);
  const { currency, customer } = deals.current.billed;
  const since = isGiven(valueAt(fields, 'subscribed_since'))
    ? (boundaryAt(fields, 'subscribed_since', customer.zone) ?? null)
    : null;
  refuse(fields.issues);
  const { id, metadata } = own.customer as CustomerInput;
  const subject = { id, zone: customer.zone, metadata, since, current, proposed };
  const rule = lists.rules.find(({ holds }) => holds(subject));
  return { customer_id: id, currency, current, proposed, kept_by: rule?.name ?? null };
}

type Amounts = { readonly deals: DealPair; readonly current: Decimal; readonly proposed: Decimal };

/** What a customer comes to: as others alike do where there were some, else by drafting all invoices. */
function amountsOf(own: OwnTerms, lists: Lists): Amounts {
  const likeness = likenessOfCustomer(own);
  const known = likeness === null ? undefined : lists.known.get(likeness);
  if (typeof known === 'object') {
    const amounts = computeAlike(own, known, lists.shared['periods'] as number);
    if (amounts !== null) return { deals: known.deals, ...amounts };
  }
  const deals = prepareBoth(own, lists);
  const amounts = {
    deals,
    current: totalOf(deals.current, deals.horizon),
    proposed: totalOf(deals.proposed, deals.horizon),
  };
  if (likeness !== null) rememberAlike(lists.known, likeness, deals);
  return amounts;
}

function prepareBoth(own: OwnTerms, lists: Lists): DealPair {
  const [current, proposed] = [prepareDeal('current', own, lists), prepareDeal('proposed', own, lists)];
  refuseStray('usage', current.unused, proposed.unused);
  refuseStray('license_usage', current.unused_by_license, proposed.unused_by_license);
  const [now, then] = [current.billed.currency.code, proposed.billed.currency.code];
  if (now !== then) {
    fail('customer.currency', 'mixed_currencies', `is billed in ${now} now and would be in ${then}`);
  }
  return { current, proposed, horizon: sharedHorizon([current, proposed]) };
}

/** Usage that neither list takes would vanish from both. */
function refuseStray(at: string, now: readonly string[], then: readonly string[]): void {
  const stray = now.find((key) => then.includes(key));
  if (stray === undefined) return;
  const message = 'names no price, metric or item of either list that is billed by usage';
  fail(pathAt(at, stray), 'price_reference', message);
}

/** Both lists read the events, and an iterator can be read but once. */
function readable(events: unknown): unknown {
  return isIterable(events) ? [...events] : events;
}

/** Reads a list's deal with a customer, or with nobody in particular. */
export function prepareDeal(
  list: 'current' | 'proposed',
  own: Readonly<Record<string, unknown>>,
  { shared, ...lists }: Pick<Lists, 'current' | 'proposed' | 'shared'>,
): PreparedQuote {
  const offer = lists[list];
  const terms = joined(offer.terms, own['terms']);
  return withPaths(
    (path) => (/^(plan|prices|coupons|credits)\b/.test(path) ? `${list}.${path}` : path),
    () => prepareQuote(openInput({ ...shared, ...offer, ...own, terms }), 'told'),
  );
}

/** A customer's own terms win over those of the list. */
function joined(offered: unknown, own: unknown): unknown {
  if (typeof own !== 'object' || own === null) return own ?? offered;
  return typeof offered === 'object' && offered !== null ? { ...offered, ...own } : own;
}

function totalOf(deal: PreparedQuote, horizon: Horizon): Decimal {
  return parseDecimal(runQuote(deal, { horizon, uses: deal.uses }).totals.recognized);
}
