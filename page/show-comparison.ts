import type { PlanComparison } from 'reckoner';
import { element, table } from './element.js';
import { money } from './money.js';

/** Two plans side by side. */
export function showComparison(compared: PlanComparison): readonly HTMLElement[] {
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
  ];
}

function verdict({ offers, total, currency }: PlanComparison): string {
  if (total.cheapest.length > 1) return 'Both plans come to the same.';
  const cheapest = offers.find(({ id }) => id === total.cheapest[0])?.name ?? '';
  const difference = total.amounts[1]?.difference.replace('-', '') ?? '0';
  return `${cheapest} is cheaper, by ${money(difference, currency)}.`;
}
