import {
  compare,
  formatExact,
  integer,
  parseDecimal,
  roundExact,
  sign,
  subtract,
  subtractExact,
  toNumber,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import { bisectUnits, crossingsOf, segmentsBetween, type Balance, type Horizon } from '../../quotes/index.js';
import type { BreakEven, BreakEvenPoint } from './compare-input.js';
import type { PreparedQuote } from './prepare-quote.js';
import type { Quote } from './quote-result.js';
import type { BreakEvenQuestion } from './read-break-even.js';
import { runQuote } from './run-quote.js';
import { withSteadyUsage } from './scale-usage.js';
import { usageCostOf } from './usage-cost.js';

const mostSamples = 200_000;
const searchSteps = 24;

type Found = Pick<BreakEven, 'method' | 'points'>;

/** Finds where two offers come to the same: by the structure of their prices where that is known, else by drafting. */
export function findBreakEven(question: BreakEvenQuestion, horizon: Horizon): BreakEven {
  const { usage, between } = question;
  const found = solveByStructure(question, horizon) ?? searchUnits(question, horizon);
  return { usage, between: [between[0].id, between[1].id], ...found };
}

/** The whole quote with so much of the usage in every period. */
function runAt(
  deal: PreparedQuote,
  quantity: Decimal,
  { usage, horizon }: { readonly usage: string; readonly horizon: Horizon },
): Quote {
  return runQuote(deal, { horizon, uses: withSteadyUsage(deal.uses, usage, { quantity, horizon }) });
}

function solveByStructure({ usage, from, to, between }: BreakEvenQuestion, horizon: Horizon): Found | null {
  const costs = between.map(({ deal }) =>
    usageCostOf(deal, usage, { horizon, quote: runAt(deal, from, { usage, horizon }) }),
  );
  const [first, second] = costs;
  if (first === undefined || first === null || second === undefined || second === null) return null;
  const [own, other] = [first.knotsBetween(from, to), second.knotsBetween(from, to)];
  if (own === null || other === null) return null;
  const knots = risingWithin([...own, ...other], from, to);
  const cost = (quantity: Decimal) => subtractExact(second.cost(quantity), first.cost(quantity));
  const segments = segmentsBetween(knots, { cost, remaining: mostSamples });
  const points = crossingsOf(segments, zero).map(({ quantity, below, above, is_exact }): BreakEvenPoint => ({
    quantity: formatExact(quantity),
    ...cheaperOf(between, below, above),
    method: is_exact ? 'exact' : 'search',
  }));
  return { method: segments.every(({ is_exact }) => is_exact) ? 'exact' : 'search', points };
}

function risingWithin(knots: readonly Decimal[], from: Decimal, to: Decimal): readonly Decimal[] {
  const inside = knots.filter((at) => compare(at, from) > 0 && compare(at, to) < 0).sort(compare);
  return [from, ...inside, to].filter((at, index, all) => index === 0 || compare(at, all[index - 1] ?? from) > 0);
}

/** Drafts both offers at whole units, to one unit. */
function searchUnits({ usage, from, to, between }: BreakEvenQuestion, horizon: Horizon): Found {
  const known = new Map<number, Balance>();
  const balanceAt = (units: number): Balance => {
    const before = known.get(units);
    if (before !== undefined) return before;
    const [a, b] = between.map(({ deal }) =>
      parseDecimal(runAt(deal, integer(units), { usage, horizon }).totals.recognized),
    );
    const balance = sign(subtract(b ?? zero, a ?? zero));
    known.set(units, balance);
    return balance;
  };
  const span = {
    from: toNumber(roundExact(from, 0, 'ceiling')),
    to: toNumber(roundExact(to, 0, 'floor')),
    steps: searchSteps,
  };
  const points = bisectUnits(balanceAt, span).map(({ quantity, below, above }): BreakEvenPoint => ({
    quantity: String(quantity),
    ...cheaperOf(between, below, above),
    method: 'search',
  }));
  return { method: 'search', points };
}

/** Which offer costs less on either side; the balance is that of the second less the first. */
function cheaperOf(
  [a, b]: BreakEvenQuestion['between'],
  below: Balance,
  above: Balance,
): Pick<BreakEvenPoint, 'cheaper_below' | 'cheaper_above'> {
  const cheaper = (balance: Balance): string | null => (balance === 0 ? null : balance > 0 ? a.id : b.id);
  return { cheaper_below: cheaper(below), cheaper_above: cheaper(above) };
}
