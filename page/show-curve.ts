import type { Curve } from './estimate.js';
import { element, table } from './element.js';
import { quantityText } from './money.js';

/** What more usage costs: the library's picture, and the same in a table. */
export function showCurve({ field, group, picture, curve }: Curve): readonly HTMLElement[] {
  const drawn = element('div', { class: 'picture' });
  // The one place where markup is read: the library made it, and escapes every text that it puts in.
  drawn.innerHTML = picture;
  const rows = curve.segments.map(({ from, to, marginal_rate, cost_to }) => [
    `${quantityText(from)} to ${quantityText(to)}`,
    quantityText(marginal_rate),
    quantityText(cost_to),
  ]);
  const own =
    group.length === 0 ? null : element('p', { class: 'muted' }, `Of ${groupText(group)}, nothing else used.`);
  // Packages and tiers may be hundreds; the picture has them all.
  const most = 12;
  const rest = rows.length > most ? element('p', { class: 'muted' }, `and ${rows.length - most} parts more`) : null;
  const heads = ['Units', 'Each further unit', 'Cost at the end'];
  const words = table(`What more of ${field.label} costs`, heads, rows.slice(0, most));
  return [own, drawn, words, rest].filter((part) => part !== null);
}

function groupText(values: readonly (string | null)[]): string {
  return values.map((value) => value ?? 'no value').join(', ');
}
