import { printMoney, type RealCurrency } from '../../currency/index.js';
import { compare, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { ComparedAmount, ComparedItem, ComparedPeriod } from './compare-input.js';
import type { Quote, QuotedItem } from './quote-result.js';

/** An offer with what it comes to. */
export type QuotedCandidate = { readonly id: string; readonly quote: Quote };

/** Puts what offers come to side by side: by period, by item and in whole. */
export function encodeComparison(
  offers: readonly QuotedCandidate[],
  currency: RealCurrency,
): {
  readonly periods: ComparedPeriod[];
  readonly items: ComparedItem[];
  readonly total: Pick<ComparedPeriod, 'amounts' | 'cheapest'>;
} {
  const beside = (amountOf: (quote: Quote) => string | undefined): ComparedAmount[] =>
    amountsOf(
      offers.map(({ id, quote }) => ({ id, amount: parseDecimal(amountOf(quote) ?? '0') })),
      currency,
    );
  const longest = offers.reduce<Quote['periods']>(
    (most, { quote }) => (quote.periods.length > most.length ? quote.periods : most),
    [],
  );
  const periods = longest.map(({ start_date, end_date }, index) => {
    const amounts = beside((quote) => quote.periods[index]?.recognized);
    return { start_date, end_date, amounts, cheapest: cheapestOf(amounts) };
  });
  const total = beside(({ totals }) => totals.recognized);
  const items = itemsIn(offers).map(({ item_id, name }) => ({
    item_id,
    name,
    amounts: beside(({ totals }) => totals.items.find((item) => item.item_id === item_id)?.amount),
  }));
  return { periods, items, total: { amounts: total, cheapest: cheapestOf(total) } };
}

type Amount = { readonly id: string; readonly amount: Decimal };

function amountsOf(amounts: readonly Amount[], currency: RealCurrency): ComparedAmount[] {
  const first = amounts[0]?.amount ?? zero;
  return amounts.map(({ id, amount }) => ({
    offer_id: id,
    amount: printMoney(amount, currency),
    difference: printMoney(subtract(amount, first), currency),
  }));
}

function cheapestOf(amounts: readonly ComparedAmount[]): string[] {
  const values = amounts.map(({ amount }) => parseDecimal(amount));
  const least = values.reduce((a, b) => (compare(b, a) < 0 ? b : a), values[0] ?? zero);
  return amounts
    .filter((_, position) => compare(values[position] ?? zero, least) === 0)
    .map(({ offer_id }) => offer_id);
}

/** Every item of any offer, in the order in which they come up. */
function itemsIn(offers: readonly QuotedCandidate[]): readonly QuotedItem[] {
  const items = new Map<string | null, QuotedItem>();
  for (const { quote } of offers) {
    for (const item of quote.totals.items) if (!items.has(item.item_id)) items.set(item.item_id, item);
  }
  return [...items.values()];
}
