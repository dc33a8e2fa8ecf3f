import { widthOf } from './label.js';
import { coordinate, element, type Markup } from './markup.js';
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

const labelSize = 11;
/** How far behind the axis a label may reach. */
const edge = 9;

/**
 * Draws a horizontal axis: labels above, a line under them, and a grid line down from every mark. The last mark goes
 * without words where they would leave the picture.
 */
export function drawAxis(ticks: readonly AxisTick[], { left, right, top, height, bottom }: AxisPlace): Markup {
  const base = top + height - 4;
  return element(
    'g',
    { class: filled('muted') },
    ...ticks.map(({ x, label, under }) => {
      const words = [label, under].filter(Boolean).join(' ');
      const fits = x + widthOf(words, labelSize) <= right + edge;
      return element(
        'g',
        {},
        element('line', { x1: x, x2: x, y1: base, y2: bottom, class: stroked('rule') }),
        fits ? element('text', { x: x + 3, y: base - 6, class: 'reckoner-small' }, words) : null,
      );
    }),
    element('line', { x1: left, x2: right, y1: base, y2: base, class: stroked('muted') }),
  );
}

/** Where a mark through a picture is drawn: under its own words, and again under the labels of the axis, none of which it strikes. */
export function pathThroughAxis(
  x: number,
  { top, height, bottom }: Pick<AxisPlace, 'top' | 'height' | 'bottom'>,
): string {
  return `M${coordinate(x)} ${top - 2}V${top + 12}M${coordinate(x)} ${top + height - 6}V${coordinate(bottom)}`;
}
