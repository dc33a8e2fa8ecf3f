import { drawTimelinePicture } from '../../pictures/index.js';
import { readTimeline } from './decode/timeline.js';
import type { TimelineOptions, TimelineSubscription } from './timeline-input.js';

/**
 * Draws the life of a subscription as one self-contained SVG document: trial and phases, then every price and every
 * adjustment with the time in which it is in force, over an axis of local dates.
 *
 * Bars carry the boundaries of their billing periods and the quantities of fixed fees; one that ends in an arrow has no
 * end, or ends later than the picture. The current billing period is shaded. Colours follow the reader's light or dark
 * setting; the picture has a title and a description in words, and fetches nothing. Text is escaped, so that it may be
 * put into a page as it is.
 *
 * @param subscription - Orb's Subscription, or the parts of one that are drawn
 * @param options - `from` and `until` (default: everything that is known, and some time after it), `at` (a mark for now),
 * `width` in pixels (320 to 4000, default 960)
 * @throws `missing_field`, `invalid_type`, `unknown_timezone`, `invalid_instant`, `invalid_date`, `invalid_interval`,
 * `invalid_cadence`, `invalid_anchor`, `invalid_decimal`, `limit_exceeded` (more than 500 intervals)
 * @example
 * ```ts
 * import { drawTimeline } from 'reckoner';
 *
 * const svg = drawTimeline({
 *   id: 'sub_1',
 *   name: 'Acme',
 *   customer: { timezone: 'America/New_York' },
 *   start_date: '2026-01-15T05:00:00+00:00',
 *   price_intervals: [
 *     {
 *       price: { id: 'seats', name: 'Seats', cadence: 'monthly', billing_mode: 'in_advance', fixed_price_quantity: 5 },
 *       start_date: '2026-01-15T05:00:00+00:00',
 *       end_date: '2026-06-01T04:00:00+00:00',
 *     },
 *   ],
 * });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // → true
 * svg.includes('Seats'); // → true
 * ```
 */
export function drawTimeline(subscription: TimelineSubscription, options?: TimelineOptions): string {
  return drawTimelinePicture(readTimeline(subscription, options ?? {}));
}
