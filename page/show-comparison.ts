import type { PlanComparison } from 'reckoner';
import { element, table } from './element.js';
import { money, quantityText } from './money.js';

/** Two plans side by side, and where they cost the same. */
export function showComparison(compared: PlanComparison, label: string): readonly HTMLElement[] {
  const { currency, offers, items, total } = compared;
  const amounts = (row: typeof total.amounts): readonly string[] => row.map(({ amount }) => money(amount, currency));
  const rows = [
    ...items.map((item) => [item.name, ...amounts(item.amounts)]),
    ['Total', ...total.amounts.map(({ amount }) => element('strong', {}, money(amount, currency)))],
  ];
  const caption = 'What the same usage comes to';
  return [
    element('p', { class: 'verdict' }, verdict(compared)),
    table(caption, ['Item', ...offers.map(({ name }) => name)], rows),
    element('p', {}, ...breakEven(compared, label)),
  ];
}

function verdict({ offers, total, currency }: PlanComparison): string {
  if (total.cheapest.length > 1) return 'Both plans come to the same.';
  const cheapest = offers.find(({ id }) => id === total.cheapest[0])?.name ?? '';
  const difference = total.amounts[1]?.difference.replace('-', '') ?? '0';
  return `${cheapest} is cheaper, by ${money(difference, currency)}.`;
}

function breakEven({ break_even, offers }: PlanComparison, label: string): readonly string[] {
  if (!break_even) return [];
  const nameOf = (id: string | null): string => offers.find((offer) => offer.id === id)?.name ?? 'neither';
  if (break_even.points.length === 0) return [`Over the range of ${label} neither overtakes the other.`];
  return break_even.points.map(
    ({ quantity, cheaper_below, cheaper_above }) =>
      `At ${quantityText(quantity)} ${label} a period both cost the same: below it ${nameOf(cheaper_below)} is cheaper, above it ${nameOf(cheaper_above)}. `,
  );
}
