import type { Instant } from '../time/index.js';
import type { EventInput } from '../wire/index.js';
import { compileText } from './expressions/compile-expression.js';

/** Whether a filter keeps an event. */
export type EventFilter = (event: EventInput, at: Instant) => boolean;

/**
 * A filter text as a function of an event and its instant; it keeps what is TRUE, for which NULL is not enough (§3).
 *
 * @throws `invalid_expression`, `limit_exceeded`, `unknown_parameter`, at `path`
 * @example
 * ```ts
 * import { compileFilter } from 'reckoner/metrics';
 * import { parseInstant } from 'reckoner/time';
 * const isLarge = compileFilter("size > 100 AND region = 'eu'", 'deprecation_filter');
 * const timestamp = '2026-01-05T10:00:00Z';
 * isLarge({ event_name: 'upload', timestamp, properties: { size: 101, region: 'eu' } }, parseInstant(timestamp)); // → true
 * isLarge({ event_name: 'upload', timestamp, properties: { region: 'eu' } }, parseInstant(timestamp)); // → false
 * ```
 */
export function compileFilter(text: string, path: string): EventFilter {
  const evaluate = compileText(text, path, new Map());
  return (event, at) => evaluate(event, at) === true;
}
