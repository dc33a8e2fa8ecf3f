import type { JsonDocument } from './documents.js';
import { isStorable } from './stored-text.js';

/** What a table of events holds of one for metrics: null where only the whole event says what is to be counted. */
export type EventColumns = { readonly event_name: string | null; readonly properties: string | null };

const none: EventColumns = { event_name: null, properties: null };

/**
 * The columns of an event, if a database reads from them what the event says: a flat object of texts that it can keep,
 * truths, nulls and numbers that JSON prints without an exponent.
 */
export function eventColumns(event: JsonDocument): EventColumns {
  const { event_name, properties, deprecated } = event;
  if (deprecated === true || !isPlainText(event_name)) return none;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return none;
  const isFlat = Object.entries(properties).every(([name, value]) => isStorable(name) && isPlain(value));
  return isFlat ? { event_name, properties: JSON.stringify(properties) } : none;
}

function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && isStorable(value);
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return !/[eyN]/.test(String(value));
  return value === null || typeof value === 'boolean' || isPlainText(value);
}
