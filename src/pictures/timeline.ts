import type { Instant, Period, TimeZone } from '../time/index.js';
import { drawAxis, pathThroughAxis } from './axis.js';
import { drawHeading, extraHeadingHeight } from './heading.js';
import { shortened } from './label.js';
import { element, together, type Markup } from './markup.js';
import { filled, stroked, tinted, type Tone } from './palette.js';
import { writePicture } from './picture.js';
import { linearScale, type Scale } from './scale.js';
import { drawBar, type TimelineBar } from './timeline-bar.js';
import { dateInWords, timeTicks } from './time-ticks.js';

/** One row: what it is called, a word on what it is, and when it is in force. */
export type TimelineRow = { readonly label: string; readonly detail: string; readonly bars: readonly TimelineBar[] };

/** Rows under one heading, such as the prices. */
export type TimelineGroup = { readonly heading: string; readonly tone: Tone; readonly rows: readonly TimelineRow[] };

/** A mark through all rows at one instant. */
export type TimelineMark = { readonly at: Instant; readonly label: string };

/** What a timeline shows; everything outside `span` is cut off. */
export type Timeline = {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly zone: TimeZone;
  readonly span: Period;
  readonly width: number;
  readonly groups: readonly TimelineGroup[];
  /** The billing period that is current, shaded. */
  readonly current: Period | null;
  readonly marks: readonly TimelineMark[];
};

const widestLabels = 210;
const margin = 16;
const headerHeight = 62;
const axisHeight = 34;
const headingHeight = 26;
const rowHeight = 38;
const barHeight = 24;
const pixelsPerTick = 56;

/** Where everything goes: from instants to pixels, and how far down the rows reach. */
type Layout = {
  readonly scale: Scale;
  readonly left: number;
  readonly right: number;
  /** Where the axis begins: under the heading. */
  readonly header: number;
  readonly bottom: number;
};

/** Draws rows of intervals over a time axis as one self-contained SVG document. */
export function drawTimelinePicture(timeline: Timeline): string {
  const { title, description, width } = timeline;
  const layout = layOut(timeline);
  const height = layout.bottom + margin;
  const body = [
    drawHeading(timeline, margin),
    drawCurrent(timeline, layout),
    drawTimeAxis(timeline, layout),
    ...drawGroups(timeline, layout),
    ...timeline.marks.map((mark) => drawMark(mark, timeline, layout)),
  ];
  return writePicture({ width, height, title, description, body });
}

function layOut(timeline: Timeline): Layout {
  const { span, width, groups } = timeline;
  const header = headerHeight + extraHeadingHeight(timeline, margin);
  // In a narrow picture the bars keep more than half of it.
  const [left, right] = [margin + Math.min(widestLabels, width * 0.4), width - margin];
  const heights = groups.map(({ rows }) => headingHeight + rows.length * rowHeight);
  const bottom = heights.reduce((sum, height) => sum + height, header + axisHeight) + 6;
  return { scale: linearScale([span.start, span.end], [left, right]), left, right, header, bottom };
}

function drawCurrent({ current, span, zone }: Timeline, { scale, header, bottom }: Layout): Markup | null {
  const start = current && Math.max(current.start, span.start);
  const end = current && Math.min(current.end, span.end);
  if (current === null || start === null || end === null || start >= end) return null;
  const [x, y] = [scale(start), header + axisHeight - 4];
  const words = `Current billing period: ${dateInWords(zone, current.start)} until ${dateInWords(zone, current.end)}`;
  const box = { x, y, width: scale(end) - x, height: bottom - y, class: tinted('muted') };
  return element('rect', box, element('title', {}, words));
}

function drawTimeAxis({ zone, span }: Timeline, { scale, left, right, header, bottom }: Layout): Markup {
  const ticks = timeTicks(zone, span, Math.max(2, Math.floor((right - left) / pixelsPerTick)));
  return drawAxis(
    ticks.map(({ at, label, year }) => ({ x: scale(at), label, under: year })),
    { left, right, top: header, height: axisHeight, bottom },
  );
}

function drawGroups(timeline: Timeline, layout: Layout): readonly Markup[] {
  let top = layout.header + axisHeight;
  return timeline.groups.map((group) => {
    const markup = drawGroup(group, top, { timeline, layout });
    top += headingHeight + group.rows.length * rowHeight;
    return markup;
  });
}

type Place = { readonly timeline: Timeline; readonly layout: Layout };

function drawGroup({ heading, tone, rows }: TimelineGroup, top: number, place: Place): Markup {
  const words = { x: margin, y: top + 18, class: `reckoner-small ${filled(tone)}`, 'font-weight': 600 };
  return element(
    'g',
    {},
    element('text', words, heading.toUpperCase()),
    ...rows.map((row, index) => drawRow(row, { top: top + headingHeight + index * rowHeight, tone }, place)),
  );
}

type RowPlace = { readonly top: number; readonly tone: Tone };

function drawRow({ label, detail, bars }: TimelineRow, { top, tone }: RowPlace, place: Place): Markup {
  const { timeline, layout } = place;
  const room = layout.left - margin - 12;
  const middle = top + rowHeight / 2;
  const rule = { x1: margin, x2: layout.right, y1: top, y2: top, class: stroked('rule') };
  const barPlace = { top: middle - barHeight / 2, height: barHeight, tone, scale: layout.scale, span: timeline.span };
  return element(
    'g',
    {},
    element('title', {}, `${label}: ${detail}`),
    element('line', rule),
    element('text', { x: margin, y: middle - 3, class: filled('ink') }, shortened(label, { width: room, size: 12 })),
    element(
      'text',
      { x: margin, y: middle + 12, class: `reckoner-small ${filled('muted')}` },
      shortened(detail, { width: room, size: 11 }),
    ),
    ...bars.map((bar) => drawBar(bar, barPlace)),
  );
}

function drawMark(
  { at, label }: TimelineMark,
  { span }: Timeline,
  { scale, right, header, bottom }: Layout,
): Markup | null {
  if (at < span.start || at > span.end) return null;
  const x = scale(at);
  // The words stand on the side where there is room for them.
  const isNearEdge = x > right - 90;
  const place = { top: header, height: axisHeight, bottom };
  const line = { d: pathThroughAxis(x, place), fill: 'none', class: stroked('series-5'), 'stroke-width': 1.5 };
  const words = {
    x: isNearEdge ? x - 5 : x + 5,
    y: header + 5,
    'text-anchor': isNearEdge ? 'end' : null,
    class: `reckoner-small ${filled('series-5')}`,
  };
  return together([element('path', { ...line, 'stroke-dasharray': '4 3' }), element('text', words, label)]);
}
