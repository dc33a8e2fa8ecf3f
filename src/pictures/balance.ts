import type { Instant, Period, TimeZone } from '../time/index.js';
import { drawAxis } from './axis.js';
import type { BalanceFrame } from './balance-frame.js';
import { drawBalanceArea, drawBalanceLine, thinned, type BalancePoint } from './balance-line.js';
import { drawBalanceMark, drawLegend, type BalanceMark } from './balance-marks.js';
import { inFigures } from './figure.js';
import { shortened, widthOf } from './label.js';
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
    drawHeading(history),
    drawLegend(marks, { x: margin, y: 66 }),
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

function frameOf({ points, levels, span, width }: BalanceHistory): BalanceFrame {
  const values = [...points.map(({ balance }) => balance), ...levels.map(({ value }) => value)];
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  // A balance that is always nothing still has an axis to lie on.
  const ticks = niceTicks(least, most > least ? most : least + 1, 5);
  const top = headerHeight + axisHeight;
  const bottom = top + Math.round(width * 0.36);
  const widest = Math.max(...ticks.map((tick) => widthOf(inFigures(tick), labelSize)));
  const [left, right] = [margin + Math.min(widest, width * 0.3) + 8, width - margin];
  const ends = [ticks[0] ?? least, ticks.at(-1) ?? most] as const;
  const [across, up] = [linearScale([span.start, span.end], [left, right]), linearScale(ends, [bottom, top + 6])];
  return { left, right, top, bottom, across, up, ticks };
}

function drawHeading({ title, subtitle, width }: BalanceHistory): Markup {
  const room = width - 2 * margin;
  const heading = { x: margin, y: 28, class: `reckoner-heading ${filled('ink')}` };
  return together([
    element('text', heading, shortened(title, { width: room, size: 16 })),
    element('text', { x: margin, y: 47, class: filled('muted') }, shortened(subtitle, { width: room, size: 12 })),
  ]);
}

function drawTime({ zone, span }: BalanceHistory, { left, right, across, bottom }: BalanceFrame): Markup {
  const ticks = timeTicks(zone, span, Math.max(2, Math.floor((right - left) / pixelsPerTick)));
  const marks = ticks.map(({ at, label, year }) => {
    const x = across(at);
    // The last mark goes without words where they would leave the picture.
    const isShown = x + widthOf([label, year].filter(Boolean).join(' '), labelSize) <= right + margin - 3;
    return isShown ? { x, label, under: year } : { x, label: '', under: null };
  });
  return drawAxis(marks, { left, right, top: headerHeight, height: axisHeight, bottom });
}

function drawAmounts({ left, right, up, ticks }: BalanceFrame): Markup {
  const lines = ticks.map((value) => {
    const y = up(value);
    // Zero is what a balance falls to, so that it stands out.
    const line = { x1: left, x2: right, y1: y, y2: y, class: stroked(value === 0 ? 'muted' : 'rule') };
    const words = { x: left - 6, y: y + 4, 'text-anchor': 'end', class: 'reckoner-small' };
    return together([element('line', line), element('text', words, inFigures(value))]);
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

function drawNow({ at, zone, span }: BalanceHistory, { across, right, bottom }: BalanceFrame): Markup | null {
  if (at === null || at < span.start || at > span.end) return null;
  const x = across(at);
  const isNearEdge = x > right - 90;
  const line = {
    x1: x,
    x2: x,
    y1: headerHeight - 2,
    y2: bottom,
    class: stroked('series-5'),
    'stroke-dasharray': '4 3',
  };
  const words = {
    x: isNearEdge ? x - 5 : x + 5,
    y: headerHeight + 5,
    'text-anchor': isNearEdge ? 'end' : null,
    class: `reckoner-small ${filled('series-5')}`,
  };
  return together([element('line', line), element('text', words, dateInWords(zone, at))]);
}
