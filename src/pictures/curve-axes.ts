import { inFigures } from './figure.js';
import { widthOf } from './label.js';
import { element, together, type Markup } from './markup.js';
import { filled, stroked } from './palette.js';
import { niceTicks, type Scale } from './scale.js';

/** Where a curve stands, and what turns its values into places and words. */
export type CurveFrame = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly across: Scale;
  readonly up: Scale;
  readonly cost_ticks: readonly number[];
  /** How costs are written. */
  readonly labelOf: (value: number) => string;
};

/** What the axes say. */
export type CurveAxes = {
  readonly from: number;
  readonly to: number;
  readonly quantity_name: string;
  readonly cost_name: string;
};

const leastPixelsPerTick = 80;
const edge = 22;

/** Draws both axes: grid lines for costs, ticks for quantities, and what each of them counts. */
export function drawCurveAxes(axes: CurveAxes, frame: CurveFrame): Markup {
  return element('g', { class: filled('muted') }, drawCosts(axes, frame), drawQuantities(axes, frame));
}

function drawCosts({ cost_name }: CurveAxes, { left, right, top, up, cost_ticks, labelOf }: CurveFrame): Markup {
  const lines = cost_ticks.map((cost) => {
    const y = up(cost);
    // Zero is where costs are measured from, so that it stands out.
    const line = { x1: left, x2: right, y1: y, y2: y, class: stroked(cost === 0 ? 'muted' : 'rule') };
    const words = { x: left - 6, y: y + 4, 'text-anchor': 'end', class: 'reckoner-small' };
    return together([element('line', line), element('text', words, labelOf(cost))]);
  });
  return together([...lines, element('text', { x: 16, y: top - 22, class: 'reckoner-small' }, cost_name)]);
}

function drawQuantities(axes: CurveAxes, { left, right, bottom, across }: CurveFrame): Markup {
  const { from, to, quantity_name } = axes;
  const pixelsPerTick = Math.max(leastPixelsPerTick, widthOf(inFigures(to), 11) + 24);
  const count = Math.max(2, Math.floor((right - left) / pixelsPerTick));
  const ticks = niceTicks(from, to, count).filter((tick) => tick >= from && tick <= to);
  const marks = ticks.map((tick) => {
    const x = across(tick);
    const line = { x1: x, x2: x, y1: bottom, y2: bottom + 4, class: stroked('muted') };
    // The last label keeps inside the picture.
    const middle = Math.min(x, right + edge - widthOf(inFigures(tick), 11) / 2);
    const words = { x: middle, y: bottom + 17, 'text-anchor': 'middle', class: 'reckoner-small' };
    return together([element('line', line), element('text', words, inFigures(tick))]);
  });
  const name = { x: right, y: bottom + 36, 'text-anchor': 'end', class: 'reckoner-small' };
  return together([...marks, element('text', name, quantity_name)]);
}
