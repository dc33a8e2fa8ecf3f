import type { Instant, Period, TimeZone } from '../time/index.js';
import { drawAxis, pathThroughAxis } from './axis.js';
import type { BalanceFrame } from './balance-frame.js';
import { drawBalanceArea, drawBalanceLine, thinned, type BalancePoint } from './balance-line.js';
import { drawBalanceMark, drawLegend, type BalanceMark } from './balance-marks.js';
import { axisFigures } from './figure.js';
import { drawHeading, extraHeadingHeight } from './heading.js';
import { shortened } from './label.js';
import { element, together, type Markup } from './markup.js';
import { filled, stroked } from './palette.js';
import { writePicture } from './picture.js';
import { linearScale, niceTicks } from './scale.js';
import { dateInWords, timeTicks } from './time-ticks.js';

/** A balance to compare with: a line across, and what it is called. */
export type BalanceLevel = { readonly value: number; readonly label: string };

/** What a balance over time shows; it is for the eye, so plain numbers serve. */
export type BalanceHistory = {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly zone: TimeZone;
  readonly span: Period;
  readonly width: number;
  /** The balance from an instant on, in order of time; the first holds where the span begins. */
  readonly points: readonly BalancePoint[];
  readonly marks: readonly BalanceMark[];
  readonly levels: readonly BalanceLevel[];
  /** How far anything has happened; beyond it the line is what is known to come. */
  readonly known_until: Instant;
  readonly at: Instant | null;
};

const margin = 16;
const headerHeight = 78;
const axisHeight = 34;
const labelSize = 11;
const pixelsPerTick = 56;

/** Draws a balance over time as one self-contained SVG document. */
export function drawBalancePicture(history: BalanceHistory): string {
  const { title, description, width, marks } = history;
  const frame = frameOf(history);
  const points = thinned(history.points, history.span, frame);
  const body = [
    drawHeading(history, margin),
    drawLegend(marks, { x: margin, y: headerOf(frame) - 12 }),
    drawTime(history, frame),
    drawAmounts(frame),
    drawBalanceArea(points, history.span, frame),
    ...history.levels.map((level) => drawLevel(level, frame)),
    ...drawBalanceLine(points, history, frame),
    drawNow(history, frame),
    ...history.levels.map((level) => nameLevel(level, frame)),
    ...marks.map((mark) => drawBalanceMark(mark, frame)),
  ];
  return writePicture({ width, height: frame.bottom + margin, title, description, body });
}

function frameOf(history: BalanceHistory): BalanceFrame {
  const { points, levels, span, width } = history;
  const values = [...points.map(({ balance }) => balance), ...levels.map(({ value }) => value)];
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  // A balance that is always nothing still has an axis to lie on.
  const ticks = niceTicks(least, most > least ? most : least + 1, 5);
  const top = headerHeight + extraHeadingHeight(history, margin) + axisHeight;
  const bottom = top + Math.round(width * 0.36);
  const { labelOf, widest } = axisFigures(ticks, { width: width * 0.3, size: labelSize });
  const [left, right] = [margin + widest + 8, width - margin];
  const ends = [ticks[0] ?? least, ticks.at(-1) ?? most] as const;
  const [across, up] = [linearScale([span.start, span.end], [left, right]), linearScale(ends, [bottom, top + 6])];
  return { left, right, top, bottom, across, up, ticks, labelOf };
}

/** Where the axis begins: under the heading and the legend. */
function headerOf({ top }: BalanceFrame): number {
  return top - axisHeight;
}

function drawTime({ zone, span }: BalanceHistory, frame: BalanceFrame): Markup {
  const { left, right, across, bottom } = frame;
  const ticks = timeTicks(zone, span, Math.max(2, Math.floor((right - left) / pixelsPerTick)));
  const marks = ticks.map(({ at, label, year }) => ({ x: across(at), label, under: year }));
  return drawAxis(marks, { left, right, top: headerOf(frame), height: axisHeight, bottom });
}

function drawAmounts({ left, right, up, ticks, labelOf }: BalanceFrame): Markup {
  const lines = ticks.map((value) => {
    const y = up(value);
    // Zero is what a balance falls to, so that it stands out.
    const line = { x1: left, x2: right, y1: y, y2: y, class: stroked(value === 0 ? 'muted' : 'rule') };
    const words = { x: left - 6, y: y + 4, 'text-anchor': 'end', class: 'reckoner-small' };
    return together([element('line', line), element('text', words, labelOf(value))]);
  });
  return element('g', { class: filled('muted') }, ...lines);
}

function drawLevel({ value }: BalanceLevel, { left, right, up }: BalanceFrame): Markup {
  const y = up(value);
  const line = { x1: left, x2: right, y1: y, y2: y, class: stroked('series-3'), 'stroke-dasharray': '6 4' };
  return element('line', line);
}

/** On a narrow picture the balance runs through the words: what is behind them gives way by an outline of the ground. */
function nameLevel({ value, label }: BalanceLevel, { left, right, up }: BalanceFrame): Markup {
  const words = {
    x: left + 6,
    y: up(value) - 5,
    class: `reckoner-small ${filled('series-3')} ${stroked('surface')}`,
    'paint-order': 'stroke',
    'stroke-width': 3,
    'stroke-linejoin': 'round',
  };
  return element('text', words, shortened(label, { width: right - left, size: labelSize }));
}

function drawNow({ at, zone, span }: BalanceHistory, frame: BalanceFrame): Markup | null {
  const { across, right, bottom } = frame;
  const header = headerOf(frame);
  if (at === null || at < span.start || at > span.end) return null;
  const x = across(at);
  const isNearEdge = x > right - 90;
  const place = { top: header, height: axisHeight, bottom };
  const line = { d: pathThroughAxis(x, place), fill: 'none', class: stroked('series-5'), 'stroke-dasharray': '4 3' };
  const words = {
    x: isNearEdge ? x - 5 : x + 5,
    y: header + 5,
    'text-anchor': isNearEdge ? 'end' : null,
    class: `reckoner-small ${filled('series-5')}`,
  };
  return together([element('path', line), element('text', words, dateInWords(zone, at))]);
}
