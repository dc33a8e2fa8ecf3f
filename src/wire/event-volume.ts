import type { DateTimeText } from './text.js';

/** How many events fall in `[timeframe_start, timeframe_end)`. */
export type EventVolume = {
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
  readonly count: number;
};

/** Event counts, one per hour. */
export type EventVolumes = { readonly data: readonly EventVolume[] };
