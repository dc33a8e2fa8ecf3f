/** Pictures as self-contained SVG. */
export { drawPriceCurve } from './draw-price-curve.js';
export { drawTimeline } from './draw-timeline.js';
export { drawBalance, type BalanceOptions } from './draw-balance.js';
export type { TimelineOptions, TimelineSubscription } from './timeline-input.js';
