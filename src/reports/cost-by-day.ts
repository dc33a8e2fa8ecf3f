import {
  adjustLines,
  matchesFilters,
  type AdjustableLine,
  type Adjustment,
  type AdjustingTerms,
} from '../adjustments/index.js';
import type { Exact } from '../decimal/index.js';
import {
  prepareSubtotal,
  rateAsOne,
  ratePreparedPrice,
  rateReduced,
  type PreparedPrice,
  type RatedPrice,
  type RatingTerms,
  type SubtotalOf,
  type Usage,
} from '../prices/index.js';
import type { Instant, Period } from '../time/index.js';
import type { Policies, PriceFilter } from '../wire/index.js';
import { rateChangingFee, type ChangingFee } from './rate-changing-fee.js';

/** A price in one billing period. */
export type CostSource = Omit<AdjustableLine, 'subtotal' | 'reducedSubtotal'> & {
  readonly price: PreparedPrice;
  /** What was used from the start of the period until an instant; null for a price that no usage decides. */
  readonly usageUntil: (end: Instant) => Usage | null;
  /** Which of the other prices a composite price looks at; null: every one that is no composite (F9). */
  readonly filters: readonly PriceFilter[] | null;
  /** How the quantity of a fixed price changes; null if it does not. */
  readonly fee: ChangingFee | null;
  /** When the price is in force within the period; a day that ends before it begins does not show it. */
  readonly service_period: Period;
};

/** What one price came to from the start of the billing period; `subtotal` and `total` as its line would show them. */
export type Cost = {
  readonly source: CostSource;
  readonly rated: RatedPrice;
  readonly subtotal: Exact;
  readonly total: Exact;
};

/** The costs from the start of the billing period until `end`. */
export type CostsUntil = { readonly end: Instant; readonly costs: readonly Cost[] };

export type CostQuestion = {
  /** The instants until which costs are asked for, in order. */
  readonly ends: readonly Instant[];
  readonly sources: readonly CostSource[];
  readonly adjustments: readonly Adjustment[];
  readonly policies: Policies;
};

/**
 * The costs of a billing period as they add up, by the functions that make its invoice: each day rates the whole of what
 * was used since the start and adjusts it; nothing ever prices an increment (§13).
 *
 * Fixed fees count in full from the first day (F27). `subtotal` is Σ S and `total` Σ A, before credits and partial invoices.
 */
export function costsByDay({ ends, sources, adjustments, policies }: CostQuestion): readonly CostsUntil[] {
  const raters = sources.map((source) => prepareSource(source, policies));
  return ends.map((end) => ({
    end,
    costs: adjust(
      raters.filter(({ source }) => source.service_period.start < end),
      { end, adjustments, terms: policies },
    ),
  }));
}

type Adjusting = {
  readonly end: Instant;
  readonly adjustments: readonly Adjustment[];
  readonly terms: AdjustingTerms & Policies;
};

function adjust(raters: readonly SourceRater[], { end, adjustments, terms }: Adjusting): readonly Cost[] {
  const rated = rateAll(raters, end);
  const { lines } = adjustLines({ lines: rated.map(({ line }) => line), adjustments }, terms);
  return rated.flatMap(({ source, rated: rating }, position) => {
    const line = lines[position];
    return line ? [{ source, rated: rating, subtotal: line.subtotal, total: line.adjusted_subtotal }] : [];
  });
}

/** A source with what all its days share: how it is rated, and the table of its price. */
type SourceRater = { readonly source: CostSource; readonly terms: RatingTerms; readonly subtotalOf: SubtotalOf };

function prepareSource(source: CostSource, { negative_quantity }: Policies): SourceRater {
  const terms = { fraction: source.fraction, negative_quantity };
  return { source, terms, subtotalOf: prepareSubtotal(source.price, terms) };
}

type RatedSource = { readonly source: CostSource; readonly rated: RatedPrice; readonly line: AdjustableLine };

/** Composites rate what the others came to, so that they come last (F9); the order is that of the prices. */
function rateAll(raters: readonly SourceRater[], end: Instant): readonly RatedSource[] {
  const plain = raters.filter((rater) => !isComposite(rater)).map((rater) => rateUntil(rater, end));
  const next = plain.values();
  return raters.map((rater) =>
    isComposite(rater) ? rateOn(rater, componentsOf(rater.source, plain), end) : (next.next().value as RatedSource),
  );
}

function isComposite({ source: { price } }: SourceRater): boolean {
  return price.plan.shape === 'components';
}

/** The exact subtotals until then of the prices that the filters match, all of them; no filters match all. */
function componentsOf({ filters }: CostSource, others: readonly RatedSource[]): Usage {
  const matched = others.filter(({ source }) => matchesFilters(filters ?? [], source.subject));
  return {
    shape: 'components',
    components: matched.map(({ source, rated: { subtotal } }) => ({ price_id: source.subject.price_id, subtotal })),
  };
}

function rateUntil(rater: SourceRater, end: Instant): RatedSource {
  return rateOn(rater, rater.source.usageUntil(end), end);
}

function rateOn(rater: SourceRater, usage: Usage | null, end: Instant): RatedSource {
  const { source, subtotalOf } = rater;
  const { price, fraction, subject, price_interval_id, place, adjusted_at } = source;
  const rating = source.fee ? rateChangingFee(price, source.fee, end) : rateUsage(rater, usage);
  // A composite price rates other lines: it has no usage of its own to take off (§6).
  const reducedSubtotal = isComposite(rater)
    ? null
    : (units: Exact): Exact => rateReduced({ usage, rated: rating, subtotalOf }, units);
  const common = { subject, price_interval_id, place, adjusted_at, fraction };
  const line = { ...common, subtotal: rating.subtotal, reducedSubtotal };
  return { source, rated: rating, line };
}

/** Only cells are shown beside what a price cost; a price that has none is asked for that alone. */
function rateUsage({ source: { price }, terms, subtotalOf }: SourceRater, usage: Usage | null): RatedPrice {
  const { plan } = price;
  const mayHaveCells = plan.shape === 'groups' && !plan.schedule;
  return mayHaveCells ? ratePreparedPrice(price, usage, terms) : rateAsOne(price, usage, subtotalOf);
}
