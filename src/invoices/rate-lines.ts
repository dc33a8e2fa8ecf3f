import { matchesFilters, subjectOf, type AdjustableLine, type PriceSubject } from '../adjustments/index.js';
import type { Exact } from '../decimal/index.js';
import { isBillingError, pathAt, refuse, type Issues } from '../errors/index.js';
import {
  prepareSubtotal,
  priceTypeOf,
  rateAsOne,
  ratePreparedPrice,
  rateReduced,
  type RatedPrice,
  type RatingTerms,
  type Usage,
} from '../prices/index.js';
import type { ProrationBasis } from '../proration/index.js';
import type { TimeZone } from '../time/index.js';
import type { LineRequest } from './line-request.js';
import { dueShare, instalmentShare, stubShare, type SharedTime } from './line-share.js';
import { rateDifference } from './rate-difference.js';
import { rateInstalments } from './rate-instalments.js';
import { rateQuantities } from './rate-quantities.js';

/** A line request once its price was rated. */
export type RatedLine = {
  readonly request: LineRequest;
  readonly rated: RatedPrice;
  readonly subject: PriceSubject;
  readonly terms: RatingTerms;
};

/** How the lines of one invoice are rated. */
export type LineTerms = Pick<RatingTerms, 'negative_quantity'> & {
  readonly zone: TimeZone;
  readonly proration_basis: ProrationBasis;
  /** Whether lines say what their subtotals are made of, or stand as one charge each, for those who only want amounts. */
  readonly detail: 'charges' | 'subtotals';
};

/** Rates every price (steps 1 and 2 of §1.2); all faults are collected, each under the usage of its price. */
export function rateLines(requests: readonly LineRequest[], terms: LineTerms): readonly RatedLine[] {
  if (!requests.some(isComposite)) return rateEach(requests, terms);
  const plain = rateEach(
    requests.filter((request) => !isComposite(request)),
    terms,
  );
  // Composites rate what the others came to, so that they come last (F9); the lines keep the order of the prices.
  const composites = rateEach(
    requests
      .filter(isComposite)
      .map((request) => ({ ...request, usage: request.usage ?? componentsOf(request, plain) })),
    terms,
  );
  const [next, nextComposite] = [plain.values(), composites.values()];
  return requests.map((request) => (isComposite(request) ? nextComposite : next).next().value as RatedLine);
}

function rateEach(requests: readonly LineRequest[], terms: LineTerms): readonly RatedLine[] {
  const issues: Issues = [];
  const rated: RatedLine[] = [];
  for (const request of requests) {
    try {
      rated.push(rateLine(request, terms));
    } catch (error) {
      collect(error, request.price_id, issues);
    }
  }
  refuse(issues);
  return rated;
}

function isComposite({ prepared }: LineRequest): boolean {
  return prepared.plan.shape === 'components';
}

/** The exact subtotals of the lines in the same currency that the filters match, all of them; no filters match all. */
function componentsOf({ filters, currency }: LineRequest, lines: readonly RatedLine[]): Usage {
  const matched = lines.filter(
    ({ subject }) => subject.currency.code === currency.code && matchesFilters(filters ?? [], subject),
  );
  return {
    shape: 'components',
    components: matched.map(({ subject, rated }) => ({ price_id: subject.price_id, subtotal: rated.subtotal })),
  };
}

function rateLine(request: LineRequest, line_terms: LineTerms): RatedLine {
  const { zone, proration_basis: basis, negative_quantity, detail } = line_terms;
  const { price_id, subject: reading, currency, prepared, usage, period, full_period, portion = null } = request;
  const time = { period, full_period, portion, zone, basis };
  const is_fixed = priceTypeOf(prepared, usage) === 'fixed_price';
  // Only a fixed fee is split into instalments: usage is cumulative by itself (§4.5).
  const terms = { fraction: is_fixed ? dueShare(time) : stubShare(time), negative_quantity, detail };
  const rated = rateRequest(request, time, terms);
  const subject = subjectOf({ price_id, reading, price_type: rated.price_type, currency });
  return { request, rated, subject, terms };
}

function rateRequest(
  { prepared, usage, subject, quantities, difference }: LineRequest,
  time: SharedTime,
  terms: RatingTerms & Pick<LineTerms, 'detail'>,
): RatedPrice {
  if (difference) return rateDifference(prepared, difference);
  if (quantities && subject.billing_mode !== 'in_arrear') {
    return rateInstalments(prepared, { spans: quantities, time, due: terms.fraction });
  }
  if (quantities) return rateQuantities(prepared, { spans: quantities, time, due: instalmentShare(time) });
  if (terms.detail === 'subtotals') return rateAsOne(prepared, usage, prepareSubtotal(prepared, terms));
  return ratePreparedPrice(prepared, usage, terms);
}

/** The line as adjustments see it: what it came to, and what it would with less usage (D3). */
export function adjustableLine({ request, rated, subject, terms }: RatedLine): AdjustableLine {
  const { prepared, usage, price_interval_id, place, adjusted_at } = request;
  // Prepared when it is asked for, because few lines have usage taken off.
  const reducedSubtotal = (units: Exact): Exact =>
    rateReduced({ usage, rated, subtotalOf: prepareSubtotal(prepared, terms) }, units);
  return {
    subject,
    price_interval_id,
    place,
    adjusted_at,
    subtotal: rated.subtotal,
    fraction: terms.fraction,
    // A composite price rates other lines: it has no usage of its own to take off (§6).
    reducedSubtotal: subject.price_type === 'composite_price' ? null : reducedSubtotal,
  };
}

/** Rating speaks of `usage`; here there are many, so the path names whose. */
function collect(error: unknown, price_id: string, issues: Issues): void {
  if (!isBillingError(error)) throw error;
  const own = pathAt('usage', price_id);
  for (const issue of error.issues) issues.push({ ...issue, path: issue.path.replace(/^usage/, () => own) });
}
