import { add, createSum, multiply, zero, type Decimal, type Exact } from '../../decimal/index.js';
import { sumCharges } from '../charge.js';
import { prorated } from '../fraction.js';
import type { Matrix } from '../parts/matrix.js';
import type { PreparedPrice } from '../prepared-price.js';
import type { RatingPlan } from '../price-model.js';
import { takeUsage, wholePeriod, type RatingTerms } from '../rate-price.js';
import type { GroupValue, Usage, UsageGroup } from '../usage.js';
import { amountAt, piecesOf, type Pieces } from './pieces.js';

/** What usage costs, exactly: the subtotal of rating it, without the charges that explain it. */
export type SubtotalOf = (usage: Usage | null) => Exact;

/**
 * A price made ready to answer only what usage costs, with the refusals of rating; for those who ask often. Its table is
 * worked out when it is first asked, because many who may ask never do.
 */
export function prepareSubtotal(price: PreparedPrice, terms: RatingTerms = wholePeriod): SubtotalOf {
  let amountOf: AmountOf | null | undefined;
  return (usage) => {
    const { taken, fraction, inner } = takeUsage(price, usage, terms);
    if (amountOf === undefined) amountOf = amountBySchedule(price.plan);
    // The shapes were compared, which the compiler cannot know of two unions.
    const amount = amountOf?.(taken) ?? sumCharges(price.plan.charges(taken as never, inner));
    return prorated(amount, fraction);
  };
}

type AmountOf = (usage: Usage) => Decimal | null;

/** The amount by the plan's table; null for a plan that has none, whose charges are added up. */
function amountBySchedule(plan: RatingPlan): AmountOf | null {
  if (plan.shape === 'groups' && plan.cells) return amountByCell(plan.cells);
  const schedule = plan.shape === 'quantity' || plan.shape === 'groups' ? plan.schedule : undefined;
  return schedule ? amountByPieces(piecesOf(schedule)) : null;
}

function amountByCell({ cells, positionOf }: Matrix): AmountOf {
  return (usage) => {
    if (usage.shape !== 'groups') return null;
    const sum = createSum();
    for (const { grouping_values, quantity } of usage.groups) {
      sum.add(multiply(quantity, cells[positionOf(grouping_values)]?.rate ?? zero));
    }
    return sum.total();
  };
}

function amountByPieces(pieces: Pieces): AmountOf {
  return (usage) => {
    if (usage.shape === 'quantity') return amountAt(pieces, usage.quantity);
    if (usage.shape !== 'groups') return null;
    let sum = zero;
    for (const quantity of quantitiesByValue(usage.groups).values()) sum = add(sum, amountAt(pieces, quantity));
    return sum;
  };
}

/** Equal groups merged, which is what tiers count (§2.1); models with a schedule by group have one key. */
function quantitiesByValue(groups: readonly UsageGroup[]): ReadonlyMap<GroupValue, Decimal> {
  const merged = new Map<GroupValue, Decimal>();
  for (const {
    grouping_values: [value = null],
    quantity,
  } of groups) {
    const before = merged.get(value);
    merged.set(value, before === undefined ? quantity : add(before, quantity));
  }
  return merged;
}
