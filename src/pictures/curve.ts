import { drawCurveAxes, type CurveFrame } from './curve-axes.js';
import { axisFigures } from './figure.js';
import { drawHeading, extraHeadingHeight } from './heading.js';
import { widthOf } from './label.js';
import { coordinate, element, together, type Markup } from './markup.js';
import { filled, stroked, tinted } from './palette.js';
import { writePicture } from './picture.js';
import { linearScale, niceTicks } from './scale.js';

/** A point of a curve: coordinates are for the eye, so plain numbers serve. */
export type CurvePlace = { readonly quantity: number; readonly cost: number };

/** A bound to mark: where, what it is called on the picture, and what is said when it is pointed at. */
export type CurveMark = CurvePlace & { readonly label: string; readonly note: string };

/** What a curve shows. The pieces are joined by dashes, where the cost jumps. */
export type Curve = {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly quantity_name: string;
  readonly cost_name: string;
  readonly pieces: readonly (readonly CurvePlace[])[];
  readonly marks: readonly CurveMark[];
};

const margin = 16;
const headerHeight = 94;
const axisHeight = 46;
const labelSize = 11;
const narrowestTier = 14;

/** Draws cost against quantity as one self-contained SVG document. */
export function drawCurvePicture(curve: Curve): string {
  const { title, description, width } = curve;
  const frame = frameOf(curve);
  const height = frame.bottom + axisHeight;
  // Tiers too narrow for their dots are neither shaded nor ringed, or the marks would hide the curve.
  const isCrowded = areCrowded(curve.marks, frame);
  const radius = isCrowded ? 1.5 : 4;
  const body = [
    drawHeading(curve, margin),
    ...(isCrowded ? [] : drawShades(curve.marks, frame)),
    ...drawBounds(curve.marks, frame),
    drawCurveAxes(curve, frame),
    ...drawJumps(curve.pieces, frame),
    ...curve.pieces.map((piece) => drawPiece(piece, frame)),
    ...curve.marks.map((mark) => drawDot(mark, frame, radius)),
  ];
  return writePicture({ width, height, title, description, body });
}

function frameOf(curve: Curve): CurveFrame {
  const { from, to, pieces, width } = curve;
  const costs = pieces.flat().map(({ cost }) => cost);
  const [least, most] = [Math.min(0, ...costs), Math.max(0, ...costs)];
  // What costs nothing at all still has an axis to lie on.
  const ticks = niceTicks(least, most > least ? most : least + 1, 5);
  const top = headerHeight + extraHeadingHeight(curve, margin);
  const bottom = top + Math.round(width * 0.42);
  const ends = [ticks[0] ?? least, ticks.at(-1) ?? most] as const;
  const { labelOf, widest } = axisFigures(ticks, { width: width * 0.3, size: labelSize });
  const [left, right] = [margin + widest + 8, width - margin - 8];
  const [across, up] = [linearScale([from, to], [left, right]), linearScale(ends, [bottom, top])];
  return { left, right, top, bottom, across, up, cost_ticks: ticks, labelOf };
}

function areCrowded(marks: readonly CurveMark[], { across }: CurveFrame): boolean {
  return marks.some(({ quantity }, at) => {
    const next = marks[at + 1];
    return next !== undefined && across(next.quantity) - across(quantity) < narrowestTier;
  });
}

/** Shades every other tier, beginning with the second. */
function drawShades(marks: readonly CurveMark[], { top, bottom, right, across }: CurveFrame): readonly Markup[] {
  return marks.flatMap(({ quantity }, at) => {
    if (at % 2 === 1) return [];
    const next = marks[at + 1];
    const [x, end] = [across(quantity), next === undefined ? right : across(next.quantity)];
    return [element('rect', { x, y: top, width: end - x, height: bottom - top, class: tinted('muted') })];
  });
}

/** A line at each bound, and what it is above it where there is room beside the one before. */
function drawBounds(marks: readonly CurveMark[], { top, bottom, right, across }: CurveFrame): readonly Markup[] {
  let taken = 0;
  return marks.map(({ quantity, label }) => {
    const x = across(quantity);
    const half = widthOf(label, labelSize) / 2;
    const isFree = x - half >= taken && x + half <= right + margin;
    if (isFree) taken = x + half + 6;
    const line = { x1: x, x2: x, y1: top, y2: bottom, class: stroked(isFree ? 'muted' : 'rule') };
    const words = { x, y: top - 6, 'text-anchor': 'middle', class: `reckoner-small ${filled('muted')}` };
    return together([
      element('line', { ...line, 'stroke-opacity': '0.6' }),
      isFree ? element('text', words, label) : null,
    ]);
  });
}

function drawPiece(piece: readonly CurvePlace[], { across, up }: CurveFrame): Markup {
  const points = piece.map(({ quantity, cost }) => `${coordinate(across(quantity))} ${coordinate(up(cost))}`);
  const [only] = piece;
  if (piece.length === 1 && only !== undefined) {
    return element('circle', { cx: across(only.quantity), cy: up(only.cost), r: 3, class: filled('series-1') });
  }
  const line = { d: `M${points.join('L')}`, fill: 'none', 'stroke-width': 2.5, 'stroke-linejoin': 'round' };
  return element('path', { ...line, class: stroked('series-1') });
}

/** The jumps: from the end of each piece to the beginning of the next. */
function drawJumps(pieces: readonly (readonly CurvePlace[])[], { across, up }: CurveFrame): readonly (Markup | null)[] {
  return pieces.map((piece, at) => {
    const [end, start] = [pieces[at - 1]?.at(-1), piece[0]];
    if (end === undefined || start === undefined) return null;
    const x = across(start.quantity);
    const line = { x1: x, x2: x, y1: up(end.cost), y2: up(start.cost), 'stroke-dasharray': '3 3' };
    return element('line', { ...line, class: stroked('series-1') });
  });
}

function drawDot({ quantity, cost, note }: CurveMark, { across, up }: CurveFrame, radius: number): Markup {
  const place = { cx: across(quantity), cy: up(cost), r: radius, class: `${filled('series-1')} ${stroked('surface')}` };
  return element('circle', { ...place, 'stroke-width': radius / 2 }, element('title', {}, note));
}
