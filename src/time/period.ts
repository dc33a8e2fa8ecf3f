import { fail } from '../errors/index.js';
import { formatInstant, type Instant } from './instant.js';

/** A half-open interval of time `[start, end)`: it holds `start` and not `end` (D20). Empty when both are equal. */
export type Period = { readonly start: Instant; readonly end: Instant };

/**
 * The period from one instant to another.
 *
 * @throws BillingError `invalid_interval` when it would end before it starts; an empty one is allowed
 * @example
 * ```ts
 * import { isEmpty, parseInstant, period } from 'reckoner/time';
 * isEmpty(period(parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z'))); // → false
 * ```
 */
export function period(start: Instant, end: Instant, path = ''): Period {
  if (end >= start) return { start, end };
  const message = `ends at ${formatInstant(end)}, before its start ${formatInstant(start)}; swap or mend the two`;
  return fail(path, 'invalid_interval', message);
}

/** True when a period holds no instant. */
export function isEmpty(span: Period): boolean {
  return span.end <= span.start;
}

/** Milliseconds from start to end. */
export function duration(span: Period): number {
  return span.end - span.start;
}

/** True when an instant lies in a period: `start ≤ instant < end` (§3, Membership). */
export function contains(span: Period, instant: Instant): boolean {
  return span.start <= instant && instant < span.end;
}

/** True when every instant of `inner` lies in `outer`; an empty period lies in every period. */
export function encloses(outer: Period, inner: Period): boolean {
  return isEmpty(inner) || (outer.start <= inner.start && inner.end <= outer.end);
}

/** True when two periods share an instant; touching at a boundary is not sharing. */
export function overlaps(a: Period, b: Period): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

/**
 * The instants two periods share, or `undefined` when they share none.
 *
 * @example
 * ```ts
 * import { intersect, parseInstant, period } from 'reckoner/time';
 * const january = period(parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z'));
 * const february = period(january.end, parseInstant('2026-03-01T00:00:00Z'));
 * intersect(january, february); // → undefined
 * ```
 */
export function intersect(a: Period, b: Period): Period | undefined {
  if (!overlaps(a, b)) return undefined;
  return { start: a.start > b.start ? a.start : b.start, end: a.end < b.end ? a.end : b.end };
}

/** The one period that holds exactly the instants of two which overlap or touch, or `undefined` if a gap lies between. */
export function join(a: Period, b: Period): Period | undefined {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  // ≤ and not <: [a, b) and [b, c) touch at b and leave nothing out.
  if (Math.max(a.start, b.start) > Math.min(a.end, b.end)) return undefined;
  return { start: a.start < b.start ? a.start : b.start, end: a.end > b.end ? a.end : b.end };
}
