import type { RealCurrency } from '../../currency/index.js';
import { parseDecimal, type Decimal } from '../../decimal/index.js';
import { fail, isGiven, pathAt, refuse, refuseUnknown, valueAt } from '../../errors/index.js';
import type { Horizon } from '../../quotes/index.js';
import { boundaryAt } from '../decode/period.js';
import { openInput } from '../decode/input.js';
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
};

/** What a customer comes to under both lists. */
export type Computed = {
  readonly customer_id: string;
  readonly currency: RealCurrency;
  readonly current: Decimal;
  readonly proposed: Decimal;
  readonly kept_by: string | null;
};

const keys = ['customer', 'usage', 'events', 'terms', 'subscribed_since'];

/** Computes a customer under both lists, over the same periods. */
export function computeCustomer(given: unknown, lists: Lists): Computed {
  const fields = openInput(given);
  refuseUnknown(fields, keys);
  const events = valueAt(fields, 'events');
  const own = {
    customer: valueAt(fields, 'customer'),
    usage: valueAt(fields, 'usage'),
    events: readable(events),
    terms: valueAt(fields, 'terms'),
  };
  refuse(fields.issues);
  const deals = [prepareDeal('current', own, lists), prepareDeal('proposed', own, lists)] as const;
  const [{ billed }, other] = deals;
  const stray = deals[0].unused.find((key) => other.unused.includes(key));
  if (stray !== undefined)
    fail(
      pathAt('usage', stray),
      'price_reference',
      'names no price, metric or item of either list that is billed by usage',
    );
  if (billed.currency.code !== other.billed.currency.code) {
    fail(
      'customer.currency',
      'mixed_currencies',
      `is billed in ${billed.currency.code} now and would be in ${other.billed.currency.code}`,
    );
  }
  const horizon = sharedHorizon(deals);
  const current = totalOf(deals[0], horizon);
  const proposed = totalOf(other, horizon);
  const since = isGiven(valueAt(fields, 'subscribed_since'))
    ? (boundaryAt(fields, 'subscribed_since', billed.customer.zone) ?? null)
    : null;
  refuse(fields.issues);
  const subject = {
    id: billed.customer.id,
    zone: billed.customer.zone,
    metadata: billed.customer.document.metadata,
    since,
    current,
    proposed,
  };
  const rule = lists.rules.find(({ holds }) => holds(subject));
  return { customer_id: billed.customer.id, currency: billed.currency, current, proposed, kept_by: rule?.name ?? null };
}

/** Both lists read the events, and an iterator can be read but once. */
function readable(events: unknown): unknown {
  const isIterable = typeof events === 'object' && events !== null && Symbol.iterator in events;
  return isIterable ? [...(events as Iterable<unknown>)] : events;
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
