import type { Instant, Period } from '../time/index.js';
import { shortened } from './label.js';
import { element, type Markup } from './markup.js';
import { filled, stroked, tinted, type Tone } from './palette.js';
import type { Scale } from './scale.js';

/** An interval in force, open where `end` is null. */
export type TimelineBar = {
  readonly start: Instant;
  readonly end: Instant | null;
  /** Shown when the bar is pointed at, and read out. */
  readonly note: string;
  /** The boundaries inside it, such as those of billing periods. */
  readonly boundaries: readonly Instant[];
  /** Words from an instant on, such as a quantity from when it holds; in order. */
  readonly labels: readonly { readonly at: Instant; readonly text: string }[];
};

/** The row that a bar stands in. */
export type BarPlace = {
  readonly top: number;
  readonly height: number;
  readonly tone: Tone;
  readonly scale: Scale;
  readonly span: Period;
};

// Boundaries closer than this could not be told apart, so none are drawn.
const leastGap = 4;
const labelSize = 11;
const leastLetters = 4;

/** Draws a bar; null if it lies outside the span. An end that is open, or beyond the span, is drawn as an arrow head. */
export function drawBar(bar: TimelineBar, place: BarPlace): Markup | null {
  const { scale, span, tone } = place;
  const isOpen = bar.end === null || bar.end > span.end;
  const end = isOpen ? span.end : (bar.end ?? span.end);
  const start = bar.start > span.start ? bar.start : span.start;
  if (start > end || bar.start > span.end || end < span.start) return null;
  // An interval of no length still shows, as a line.
  const [x, right] = [scale(start), Math.max(scale(end), scale(start) + 1.5)];
  const outline = { d: outlineOf({ x, right, isOpen }, place), class: `${tinted(tone)} ${stroked(tone)}` };
  return element(
    'g',
    {},
    element('title', {}, bar.note),
    element('path', outline),
    ...drawBoundaries(bar.boundaries, { start, end }, place),
    ...drawLabels(bar, { start, end }, place),
  );
}

type Shape = { readonly x: number; readonly right: number; readonly isOpen: boolean };

function outlineOf({ x, right, isOpen }: Shape, { top, height }: BarPlace): string {
  const [middle, bottom] = [top + height / 2, top + height];
  const shoulder = isOpen ? Math.max(x, right - 8) : right;
  const points = [[x, top], [shoulder, top], ...(isOpen ? [[right, middle]] : []), [shoulder, bottom], [x, bottom]];
  return `M${points.map((point) => point.map((value) => Math.round(value * 100) / 100).join(' ')).join('L')}Z`;
}

function drawBoundaries(boundaries: readonly Instant[], { start, end }: Period, place: BarPlace): readonly Markup[] {
  const { scale, top, height, tone } = place;
  const inside = boundaries.filter((at) => at > start && at < end).map(scale);
  const isCrowded = inside.some((x, index) => index > 0 && x - (inside[index - 1] ?? x) < leastGap);
  if (isCrowded) return [];
  return inside.map((x) => {
    const line = { x1: x, x2: x, y1: top + 4, y2: top + height - 4, class: stroked(tone), 'stroke-opacity': '0.55' };
    return element('line', line);
  });
}

/** Writes each label into the room up to the next one, where it fits. */
function drawLabels({ labels }: TimelineBar, { start, end }: Period, place: BarPlace): readonly (Markup | null)[] {
  const { scale, top, height } = place;
  return labels.map(({ at, text }, index) => {
    const from = scale(Math.max(at, start)) + 5;
    const until = scale(Math.min(labels[index + 1]?.at ?? end, end));
    const words = shortened(text, { width: until - from - 3, size: labelSize });
    // One or two letters and an ellipsis say nothing; the bar's note has the whole text.
    if (at >= end || words.length < Math.min(text.length, leastLetters)) return null;
    return element('text', { x: from, y: top + height / 2 + 4, class: `reckoner-small ${filled('ink')}` }, words);
  });
}
