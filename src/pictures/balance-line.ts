import type { Instant, Period } from '../time/index.js';
import type { BalanceFrame } from './balance-frame.js';
import { coordinate, element, together, type Markup } from './markup.js';
import { stroked, tinted } from './palette.js';

/** A balance that holds from an instant on. */
export type BalancePoint = { readonly at: Instant; readonly balance: number };

/**
 * The points that can be told apart: of those that share half a pixel, the first, the last, the highest and the lowest, so
 * that no picture is longer than it is wide and no peak is lost.
 */
export function thinned(
  points: readonly BalancePoint[],
  { start }: Period,
  { across }: Pick<BalanceFrame, 'across'>,
): readonly BalancePoint[] {
  const columns = new Map<number, BalancePoint[]>();
  for (const point of points) {
    const column = Math.round(across(Math.max(point.at, start)) * 2);
    const own = columns.get(column);
    if (own === undefined) columns.set(column, [point]);
    else own.push(point);
  }
  return [...columns.values()].flatMap(told);
}

function told(column: readonly BalancePoint[]): readonly BalancePoint[] {
  if (column.length <= 4) return column;
  const least = column.reduce((a, b) => (b.balance < a.balance ? b : a));
  const most = column.reduce((a, b) => (b.balance > a.balance ? b : a));
  return column.filter(
    (point, position) => position === 0 || position === column.length - 1 || point === least || point === most,
  );
}

/** Shades what there is: above zero in the colour of the line, below it in that of a debt. */
export function drawBalanceArea(points: readonly BalancePoint[], span: Period, frame: BalanceFrame): Markup {
  const above = areaOf(
    points.map(({ at, balance }) => ({ at, balance: Math.max(balance, 0) })),
    span,
    frame,
  );
  const below = areaOf(
    points.map(({ at, balance }) => ({ at, balance: Math.min(balance, 0) })),
    span,
    frame,
  );
  const isDebt = points.some(({ balance }) => balance < 0);
  return together([
    element('path', { d: above, class: tinted('series-1') }),
    isDebt ? element('path', { d: below, class: tinted('series-5') }) : null,
  ]);
}

function areaOf(points: readonly BalancePoint[], span: Period, frame: BalanceFrame): string {
  const zero = coordinate(frame.up(0));
  return `M${coordinate(frame.left)} ${zero}L${stepsOf(points, span, frame).join('L')}L${coordinate(frame.right)} ${zero}Z`;
}

/** The corners of the steps: a balance stays until the next change, then jumps. */
function stepsOf(
  points: readonly BalancePoint[],
  { start, end }: Period,
  { across, up }: BalanceFrame,
): readonly string[] {
  return points.flatMap(({ at, balance }, position) => {
    const from = across(Math.max(at, start));
    const until = across(points[position + 1]?.at ?? end);
    const y = coordinate(up(balance));
    return [`${coordinate(from)} ${y}`, `${coordinate(until)} ${y}`];
  });
}

/** Draws the line: solid as far as anything has happened, dashed where it is what is known to come. */
export function drawBalanceLine(
  points: readonly BalancePoint[],
  { span, known_until }: { readonly span: Period; readonly known_until: Instant },
  frame: BalanceFrame,
): readonly (Markup | null)[] {
  const turn = known_until < span.start ? span.start : known_until > span.end ? span.end : known_until;
  const before = points.filter(({ at }) => at <= turn);
  const last = before.at(-1) ?? points[0];
  if (last === undefined) return [];
  const after = [{ at: turn, balance: last.balance }, ...points.filter(({ at }) => at > turn)];
  const happened = stepsOf(before, { start: span.start, end: turn }, frame);
  const expected = turn < span.end ? stepsOf(after, { start: turn, end: span.end }, frame) : [];
  return [drawSteps(happened, null), drawSteps(expected, '4 4')];
}

function drawSteps(corners: readonly string[], dashes: string | null): Markup | null {
  if (corners.length === 0) return null;
  const line = { fill: 'none', 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-dasharray': dashes };
  return element('path', { d: `M${corners.join('L')}`, ...line, class: stroked('series-1') });
}
