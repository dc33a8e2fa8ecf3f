import { denominatorOf, formatExact, multiplyExact, numeratorOf, one, parseDecimal, zero } from '../decimal/index.js';
import type { Decimal, Exact } from '../decimal/index.js';
import { fail } from '../errors/index.js';
import { aggregations } from './aggregations/aggregations.js';
import type { Column } from './aggregations/column.js';
import { shownPeriods, type Windows } from './aggregations/windows.js';
import type { DecodedSpec } from './decode/decode-usage-spec.js';
import type { Route } from './route.js';
import type { Usage, UsageWindow } from './usage.js';

/** What a column has measured so far, scaled, each quantity cut once if it does not terminate. */
export function readUsage(route: Route, column: Column, { metric, windows }: DecodedSpec): Usage {
  const quantityOf = (measured: Exact): Decimal => scaledQuantity(metric, measured);
  const windowsOf = (measured: readonly Exact[]): Pick<Usage, 'windows'> =>
    windows === null ? {} : { windows: nameWindows(windows, measured.map(quantityOf)) };
  const groups = route.groups.sorted();
  boundWindows(windows, groups.length);
  return {
    quantity: quantityOf(column.total()),
    is_summable: aggregations[metric.aggregation.kind].isSummable,
    ...windowsOf(column.totalWindows()),
    groups: groups.map(({ values, row }) => ({
      grouping_values: values,
      quantity: quantityOf(column.quantity(row)),
      ...windowsOf(column.windows(row)),
    })),
  };
}

function nameWindows(windows: Windows, quantities: readonly Decimal[]): readonly UsageWindow[] {
  return shownPeriods(windows).map(({ start, end }, index) => ({
    timeframe_start: start,
    timeframe_end: end,
    quantity: quantities[index] ?? zero,
  }));
}

// Empty windows are listed too (§3), so a group costs all of them, and what is asked for by two small words can be huge.
const mostCells = 2_000_000;

function boundWindows(windows: Windows | null, groups: number): void {
  const cells = (windows?.slices.length ?? 0) * groups;
  if (cells <= mostCells) return;
  const message = `gives ${cells} windows over ${groups} groups, more than ${mostCells}; ask for a shorter timeframe, days, or fewer groups`;
  fail('granularity', 'limit_exceeded', message);
}

const cutPlaces = 20;
const anySize = { integer_digits: 100_000, fraction_digits: 100_000 };

/** The quantity of what was measured. */
export function scaledQuantity({ scale }: DecodedSpec['metric'], measured: Exact): Decimal {
  return settled(scale === null ? measured : multiplyExact(measured, scale));
}

// §3: a quantity that does not terminate is cut toward zero at 20 places, once; one that does is kept whole.
function settled(exact: Exact): Decimal {
  return denominatorOf(exact) === one ? numeratorOf(exact) : parseDecimal(formatExact(exact, cutPlaces), anySize);
}
