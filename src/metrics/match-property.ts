import { quoteProperty } from './quote-property.js';

/**
 * The text of the expression language that keeps the events whose property is exactly this string, as configured values
 * match (§2.1 "Matching"): a number or a boolean that reads alike is another value.
 *
 * @example
 * ```ts
 * import { compileFilter, matchProperty } from 'reckoner/metrics';
 * import { parseInstant } from 'reckoner/time';
 * const isLarge = compileFilter(matchProperty('size', '10'), 'filter');
 * const timestamp = '2026-01-05T10:00:00Z';
 * isLarge({ event_name: 'start', timestamp, properties: { size: '10' } }, parseInstant(timestamp)); // → true
 * isLarge({ event_name: 'start', timestamp, properties: { size: 10 } }, parseInstant(timestamp)); // → false
 * ```
 */
export function matchProperty(name: string, value: string): string {
  const property = quoteProperty(name);
  // Equality alone would take the number 10 for "10" (§3 "Expressions"); LIKE is TRUE for strings alone.
  return `${property} LIKE '%' AND ${property} = '${value.replaceAll("'", "''")}'`;
}
