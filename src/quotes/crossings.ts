import { addExact, compareExact, signExact, type Exact } from '../decimal/index.js';
import type { CostSegment } from './cost-segments.js';
import { meetingOf } from './straight-line.js';

/** −1, 0 or 1: whether the first of two costs is greater, both are equal, or the second is. */
export type Balance = -1 | 0 | 1;

/** A quantity at which it changes which of two costs is the lower. */
export type Crossing = {
  readonly quantity: Exact;
  readonly below: Balance;
  readonly above: Balance;
  readonly is_exact: boolean;
};

type Piece = { readonly start: Exact; readonly balance: Balance; readonly is_exact: boolean };

const level = (through: CostSegment) => ({
  slope: through.slope,
  through: { quantity: through.start, cost: through.cost_start },
});

/** Where a difference of two costs, in its straight parts, changes its sign: on its way, or by a jump. */
export function crossingsOf(segments: readonly CostSegment[], zero: Exact): readonly Crossing[] {
  const pieces = segments.flatMap((segment) => piecesOf(segment, zero));
  return pieces.flatMap((piece, at): readonly Crossing[] => {
    const before = pieces[at - 1];
    if (before === undefined || before.balance === piece.balance) return [];
    const is_exact = before.is_exact && piece.is_exact;
    return [{ quantity: piece.start, below: before.balance, above: piece.balance, is_exact }];
  });
}

/** A segment, or its two halves where it crosses zero inside. */
function piecesOf(segment: CostSegment, zero: Exact): readonly Piece[] {
  const { start, end, is_exact } = segment;
  const root = meetingOf(level(segment), { slope: zero, through: { quantity: start, cost: zero } });
  if (root === null || compareExact(root, start) <= 0 || compareExact(root, end) >= 0) {
    return [{ start, is_exact, balance: signExact(addExact(segment.cost_start, segment.cost_end)) }];
  }
  return [
    { start, is_exact, balance: signExact(segment.cost_start) },
    { start: root, is_exact, balance: signExact(segment.cost_end) },
  ];
}
