import { element, type Markup } from './markup.js';
import { filled, stroked } from './palette.js';

/** A mark on a horizontal axis: where, what it says, and a second line under it where there is one. */
export type AxisTick = { readonly x: number; readonly label: string; readonly under: string | null };

/** Where an axis stands: its labels from `top`, and grid lines from under them down to `bottom`. */
export type AxisPlace = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  readonly bottom: number;
};

/** Draws a horizontal axis: labels above, a line under them, and a grid line down from every mark. */
export function drawAxis(ticks: readonly AxisTick[], { left, right, top, height, bottom }: AxisPlace): Markup {
  const base = top + height - 4;
  return element(
    'g',
    { class: filled('muted') },
    ...ticks.map(({ x, label, under }) =>
      element(
        'g',
        {},
        element('line', { x1: x, x2: x, y1: base, y2: bottom, class: stroked('rule') }),
        element('text', { x: x + 3, y: base - 6, class: 'reckoner-small' }, [label, under].filter(Boolean).join(' ')),
      ),
    ),
    element('line', { x1: left, x2: right, y1: base, y2: base, class: stroked('muted') }),
  );
}
