import type { Instant, Period } from '../../time/index.js';

export type ViewMode = 'periodic' | 'cumulative';

/** Slices that tile a span, and whether each is measured alone or together with all before it (§3 "Day cuts"). */
export type Windows = {
  readonly span: Period;
  readonly slices: readonly Period[];
  readonly view: ViewMode;
  /** Whether a slice measured alone still counts on from what happened before it. */
  readonly carriesOver: boolean;
};

/** The period that each window is of: its slice alone, or all from the start to the slice's end (§3 "Day cuts"). */
export function shownPeriods({ span, slices, view }: Windows): readonly Period[] {
  return view === 'periodic' ? slices : slices.map(({ end }) => ({ start: span.start, end }));
}

/** The slice of what happened before all slices. */
export const beforeFirst = -1;

/** Finds the slice that holds a moment: at once if it is the one asked for last, else by bisection. */
export function createSliceFinder(slices: readonly Period[]): (at: Instant) => number {
  let last = 0;
  return (at) => {
    const guess = slices[last];
    if (guess === undefined || at < guess.start || at >= guess.end) last = bisect(slices, at);
    return last;
  };
}

/** The last slice that starts at or before the moment: half-open, so a boundary belongs to the later slice (L20). */
function bisect(slices: readonly Period[], at: Instant): number {
  let low = beforeFirst;
  let high = slices.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const slice = slices[middle];
    if (slice !== undefined && slice.start <= at) low = middle;
    else high = middle;
  }
  return low;
}
