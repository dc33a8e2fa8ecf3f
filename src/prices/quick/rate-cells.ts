import { ofUnits, scaleOf, unitsOf, type Decimal, type DecimalColumn, type Exact } from '../../decimal/index.js';
import { isBillingError } from '../../errors/index.js';
import { prorated, type Fraction } from '../fraction.js';
import type { Matrix } from '../parts/matrix.js';
import type { PreparedPrice } from '../prepared-price.js';
import { takeUsage, wholePeriod, type RatingTerms } from '../rate-price.js';
import type { GroupValue } from '../usage.js';

/** Usage by group side by side: the values of each group, and its quantity at the same position. */
export type GroupColumn = {
  readonly values: readonly (readonly GroupValue[])[];
  readonly quantities: DecimalColumn;
};

/** Rates groups of `keys` values by the cells of a price; null for what has to be rated as decimals, or refused. */
export type CellRater = { readonly keys: number; readonly rate: (groups: GroupColumn) => Exact | null };

/** A price made ready to rate columns of groups in integers; null for one whose subtotal is no sum of cells. */
export function prepareCells(price: PreparedPrice, terms: RatingTerms = wholePeriod): CellRater | null {
  const { plan } = price;
  const taken = plan.shape === 'groups' && plan.cells ? takeNothing(price, terms) : null;
  if (taken === null || plan.shape !== 'groups' || !plan.cells) return null;
  const table = tableOfCells(plan.cells);
  return {
    keys: plan.grouping_keys.length,
    rate: (groups) => {
      const amount = amountOfCells(groups, table);
      return amount && prorated(amount, taken.fraction);
    },
  };
}

/** How the price would take usage; null where it would refuse any. */
function takeNothing(price: PreparedPrice, terms: RatingTerms): { readonly fraction: Fraction | null } | null {
  try {
    return takeUsage(price, { shape: 'groups', groups: [] }, terms);
  } catch (error) {
    if (isBillingError(error)) return null;
    throw error;
  }
}

/** The rates of cells in units of one scale, NaN where that is no safe integer. */
type CellTable = {
  readonly scale: number;
  readonly rates: Float64Array;
  readonly positionOf: Matrix['positionOf'];
};

function tableOfCells({ cells, positionOf }: Matrix): CellTable {
  const scale = cells.reduce((finest, { rate }) => Math.max(finest, scaleOf(rate)), 0);
  return { scale, rates: Float64Array.from(cells, ({ rate }) => unitsOf(rate, scale)), positionOf };
}

/** Σ quantity · rate in safe integers; null where a quantity is negative, or any number on the way is none. */
function amountOfCells({ values, quantities }: GroupColumn, { scale, rates, positionOf }: CellTable): Decimal | null {
  const { units } = quantities;
  let sum = 0;
  for (let position = 0; position < units.length; position += 1) {
    const quantity = units[position] as number;
    const product = quantity * (rates[positionOf(values[position] as readonly GroupValue[])] as number);
    sum += product;
    // The product is asked for by itself too, because two that were rounded could add up to a safe integer. NaN fails.
    if (!(quantity >= 0 && Number.isSafeInteger(product) && Number.isSafeInteger(sum))) return null;
  }
  return ofUnits(sum, quantities.scale + scale);
}
