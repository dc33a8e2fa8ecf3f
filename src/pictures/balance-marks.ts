import type { Instant } from '../time/index.js';
import type { BalanceFrame } from './balance-frame.js';
import { widthOf } from './label.js';
import { element, together, type Markup } from './markup.js';
import { filled, stroked, type Tone } from './palette.js';

/** What happened to a balance besides use. */
export type BalanceMarkKind = 'granted' | 'expired' | 'voided' | 'returned';

/** Something that happened: when, what the balance was after it, and what is said when it is pointed at. */
export type BalanceMark = {
  readonly kind: BalanceMarkKind;
  readonly at: Instant;
  readonly balance: number;
  readonly note: string;
};

type Look = { readonly tone: Tone; readonly shapeAt: (x: number, y: number) => string };

// Told apart by their shapes as well as by their colours.
const looks: { readonly [K in BalanceMarkKind]: Look } = {
  granted: { tone: 'series-2', shapeAt: (x, y) => `M${x} ${y - 6}L${x + 5.5} ${y + 4}L${x - 5.5} ${y + 4}Z` },
  expired: { tone: 'series-5', shapeAt: (x, y) => `M${x} ${y + 6}L${x + 5.5} ${y - 4}L${x - 5.5} ${y - 4}Z` },
  voided: { tone: 'series-4', shapeAt: (x, y) => `M${x - 4.5} ${y - 4.5}h9v9h-9Z` },
  returned: { tone: 'series-6', shapeAt: (x, y) => `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z` },
};

const kinds = /*#__PURE__*/ Object.keys(looks) as readonly BalanceMarkKind[];
const labelSize = 11;

/** Draws a mark where the balance stood after it. */
export function drawBalanceMark(mark: BalanceMark, { across, up }: BalanceFrame): Markup {
  return drawShape(mark.kind, { x: across(mark.at), y: up(mark.balance) }, mark.note);
}

type Place = { readonly x: number; readonly y: number };

function drawShape(kind: BalanceMarkKind, place: Place, note: string | null): Markup {
  const { tone, shapeAt } = looks[kind];
  const [x, y] = [place.x, place.y].map((value) => Math.round(value * 100) / 100);
  const shape = { d: shapeAt(x ?? 0, y ?? 0), class: `${filled(tone)} ${stroked('surface')}` };
  return element('path', { ...shape, 'stroke-width': 1.5 }, note === null ? null : element('title', {}, note));
}

/** Says what each kind of mark stands for, of those that are there. */
export function drawLegend(marks: readonly BalanceMark[], { x, y }: Place): Markup {
  const present = kinds.filter((kind) => marks.some((mark) => mark.kind === kind));
  let left = x;
  return together(
    present.map((kind) => {
      const words = { x: left + 16, y: y + 4, class: `reckoner-small ${filled('muted')}` };
      const drawn = [drawShape(kind, { x: left + 6, y }, null), element('text', words, kind)];
      left += 16 + widthOf(kind, labelSize) + 18;
      return together(drawn);
    }),
  );
}
