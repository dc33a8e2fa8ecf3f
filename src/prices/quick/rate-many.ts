import {
  addExact,
  ofUnits,
  sumColumn,
  sumExact,
  zero,
  type Decimal,
  type DecimalColumn,
  type Exact,
} from '../../decimal/index.js';
import { isBillingError, pathAt, refuse, type Issues } from '../../errors/index.js';
import { prorated, type Fraction } from '../fraction.js';
import type { PreparedPrice } from '../prepared-price.js';
import { takeUsage, wholePeriod, type RatingTerms } from '../rate-price.js';
import { scaleOfBounds, tableOf } from './piece-table.js';
import { piecesOf } from './pieces.js';
import { prepareSubtotal, type SubtotalOf } from './prepare-subtotal.js';
import { rateColumn } from './rate-column.js';

/** What many quantities cost, in their order; each exact subtotal is made when it is asked for. */
export type ManySubtotals = {
  readonly at: (position: number) => Exact;
  readonly total: () => Exact;
};

/** Rates columns of quantities, which have to be of `least_scale` at least, and takes them over. */
export type ManyRater = {
  readonly least_scale: number;
  readonly rate: (quantities: DecimalColumn) => ManySubtotals;
};

// Enough to see what is wrong; a million quantities beyond the last tier are not told one by one.
const mostFaults = 100;

/** A price made ready to rate many quantities, each as by itself; `path` is where the list stands. */
export function prepareMany(price: PreparedPrice, terms: RatingTerms = wholePeriod, path = 'quantities'): ManyRater {
  const { plan } = price;
  const pieces = plan.shape === 'quantity' && plan.schedule ? piecesOf(plan.schedule) : null;
  const subtotalOf = prepareSubtotal(price, terms);
  return {
    least_scale: pieces === null ? 0 : scaleOfBounds(pieces),
    rate: (quantities) => {
      const table = pieces && tableOf(pieces, quantities.scale);
      const fraction = fractionOf(price, terms, path);
      const { units, missed } = rateColumn(quantities, table);
      const others = rateOthers(missed, subtotalOf, path);
      return collected({ amounts: { units, scale: table?.scale ?? 0, others: new Map() }, others, fraction });
    },
  };
}

/** The share of the period by which the price scales the cost of a quantity. */
function fractionOf(price: PreparedPrice, terms: RatingTerms, path: string): Fraction | null {
  const issues: Issues = [];
  const taken = attempt(path, issues, () => takeUsage(price, { shape: 'quantity', quantity: zero }, terms));
  refuse(issues);
  return taken?.fraction ?? null;
}

/** Rates what the table could not tell, one by one. */
function rateOthers(
  missed: ReadonlyMap<number, Decimal>,
  subtotalOf: SubtotalOf,
  path: string,
): ReadonlyMap<number, Exact> {
  const others = new Map<number, Exact>();
  const issues: Issues = [];
  for (const [position, quantity] of missed) {
    const subtotal = attempt(pathAt(path, position), issues, () => subtotalOf({ shape: 'quantity', quantity }));
    if (subtotal !== undefined) others.set(position, subtotal);
    if (issues.length >= mostFaults) break;
  }
  refuse(issues);
  return others;
}

/** A refusal is told where the quantity stands in the list. */
function attempt<T>(path: string, issues: Issues, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    issues.push(
      ...error.issues.map((issue) => ({ ...issue, path: issue.path.replace(/^usage(\.quantity)?/, () => path) })),
    );
    return undefined;
  }
}

type Collected = {
  /** Before the fraction. */
  readonly amounts: DecimalColumn;
  /** What they hold no units of, with the fraction. */
  readonly others: ReadonlyMap<number, Exact>;
  readonly fraction: Fraction | null;
};

function collected({ amounts, others, fraction }: Collected): ManySubtotals {
  const { units, scale } = amounts;
  return {
    at: (position) => others.get(position) ?? prorated(ofUnits(units[position] ?? Number.NaN, scale), fraction),
    total: () => addExact(prorated(sumColumn(amounts), fraction), sumExact([...others.values()])),
  };
}
