import type { PlanComparison } from 'reckoner';
import { quantityText } from './money.js';

/** Where the cheaper of two plans changes, in words. */
export function breakEvenText({ break_even, offers }: PlanComparison, label: string): string {
  if (!break_even) return '';
  const nameOf = (id: string | null): string => offers.find((offer) => offer.id === id)?.name ?? 'neither';
  if (break_even.points.length === 0) return `Over the range of ${label} neither overtakes the other.`;
  return break_even.points.map((point) => pointText(point, label, nameOf)).join(' ');
}

type Point = NonNullable<PlanComparison['break_even']>['points'][number];

/** Where costs jump past each other they are never the same; then a point is the first unit beyond. */
function pointText(
  { quantity, cheaper_below, cheaper_above, method }: Point,
  label: string,
  nameOf: (id: string | null) => string,
): string {
  const [at, below, above] = [
    `${quantityText(quantity)} ${label} a period`,
    nameOf(cheaper_below),
    nameOf(cheaper_above),
  ];
  return method === 'exact'
    ? `At ${at} both cost the same: below it ${below} is cheaper, above it ${above}.`
    : `From ${at} on ${above} is cheaper, just below it ${below}.`;
}
