import { printMoney, roundMoney, type RealCurrency } from '../../currency/index.js';
import {
  add,
  compare,
  divideExact,
  formatExact,
  isZero,
  roundExact,
  sign,
  subtract,
  zero,
  type Decimal,
} from '../../decimal/index.js';
import type { BillingError } from '../../errors/index.js';
import {
  countValue,
  emptyDistribution,
  percentilesOf,
  rank,
  type Distribution,
  type Ranking,
} from '../../quotes/index.js';
import type { Computed } from './simulate-customer.js';
import type { SimulatedOutcome, SimulatedSide, Simulation, SimulationFailure } from './simulate-input.js';

type Ranked = { readonly outcome: SimulatedOutcome; readonly change: Decimal };
type Side = { customers: number; change: Decimal; readonly ranking: Ranking<Ranked> };

/** What a simulation remembers of all customers: sums, counts, and the first few; nobody's usage. */
export type Tally = {
  currency: RealCurrency | null;
  customers: number;
  failed: number;
  readonly failures: SimulationFailure[];
  readonly listed: number;
  current: Decimal;
  proposed: Decimal;
  charged: Decimal;
  readonly kept: Map<string, number>;
  readonly changes: Distribution;
  readonly winners: Side;
  readonly losers: Side;
  unchanged: number;
};

/** A tally of nobody; rules are told also where they keep none. */
export function emptyTally(listed: number, rules: readonly { readonly name: string }[]): Tally {
  return {
    currency: null,
    customers: 0,
    failed: 0,
    failures: [],
    listed,
    current: zero,
    proposed: zero,
    charged: zero,
    kept: new Map(rules.map(({ name }) => [name, 0])),
    changes: emptyDistribution(),
    winners: emptySide(listed, 1),
    losers: emptySide(listed, -1),
    unchanged: 0,
  };
}

/** Largest first; equal changes by customer, so that the order of the source says nothing. */
function emptySide(most: number, direction: 1 | -1): Side {
  const byChange = (a: Ranked, b: Ranked): number =>
    direction * compare(a.change, b.change) || order(a.outcome.customer_id, b.outcome.customer_id);
  return { customers: 0, change: zero, ranking: { first: [], most, compare: byChange } };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Adds a customer, and tells what they come to. */
export function tallyCustomer(
  tally: Tally,
  { customer_id, currency, current, proposed, kept_by }: Computed,
): SimulatedOutcome {
  const charged = kept_by === null ? proposed : current;
  const change = subtract(charged, current);
  tally.currency = currency;
  tally.customers += 1;
  tally.current = add(tally.current, current);
  tally.proposed = add(tally.proposed, proposed);
  tally.charged = add(tally.charged, charged);
  if (kept_by !== null) tally.kept.set(kept_by, (tally.kept.get(kept_by) ?? 0) + 1);
  countValue(tally.changes, change);
  const print = (amount: Decimal): string => printMoney(amount, currency);
  const outcome = {
    customer_id,
    current: print(current),
    proposed: print(proposed),
    charged: print(charged),
    change: print(change),
    kept_by,
  };
  const side = sign(change) === 0 ? null : sign(change) < 0 ? tally.winners : tally.losers;
  if (side === null) tally.unchanged += 1;
  else addTo(side, { outcome, change });
  return outcome;
}

function addTo(side: Side, ranked: Ranked): void {
  side.customers += 1;
  side.change = add(side.change, ranked.change);
  rank(side.ranking, ranked);
}

/** Adds a customer who could not be computed. */
export function tallyFailure(tally: Tally, customer_id: string | null, { code, detail }: BillingError): void {
  tally.failed += 1;
  if (tally.failures.length < tally.listed) tally.failures.push({ customer_id, code, detail });
}

const percentiles = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100];

/** Writes a tally as the result of a simulation. */
export function encodeTally(tally: Tally, complete: boolean): Simulation {
  const { currency, current, proposed, charged, changes } = tally;
  const print = (amount: Decimal): string =>
    currency === null ? '0' : printMoney(roundMoney(amount, currency), currency);
  const change = subtract(charged, current);
  const values = percentilesOf(changes, percentiles);
  return {
    complete,
    currency: currency && currency.code,
    customers: tally.customers,
    failed: { customers: tally.failed, first: tally.failures },
    revenue: {
      current: print(current),
      proposed: print(proposed),
      charged: print(charged),
      change: print(change),
      change_ratio: isZero(current) ? null : formatExact(roundExact(divideExact(change, current), 6, 'down')),
    },
    kept: [...tally.kept].map(([rule, customers]) => ({ rule, customers })),
    distribution: {
      digits: changes.digits,
      percentiles: values.map((value, at) => ({ percentile: percentiles[at] ?? 0, change: print(value) })),
    },
    winners: encodeSide(tally.winners, print),
    losers: encodeSide(tally.losers, print),
    unchanged: tally.unchanged,
  };
}

function encodeSide({ customers, change, ranking }: Side, print: (amount: Decimal) => string): SimulatedSide {
  return { customers, change: print(change), largest: ranking.first.map(({ outcome }) => outcome) };
}
