import { isObject, report, valueAt, wanting, type Fields } from '../../errors/index.js';
import type { Metadata } from '../../wire/index.js';
import { put } from '../encode/copy.js';

/** Reads `metadata` over what was there before: a key with null is removed, null for the whole clears it. */
export function readMergedLabels(request: Fields, before: Metadata): Metadata {
  const given = valueAt(request, 'metadata');
  if (given === undefined) return before;
  if (given === null) return {};
  const labels = isObject(given) ? Object.entries(given) : null;
  if (labels === null || labels.some(([, value]) => value !== null && typeof value !== 'string')) {
    report(request, 'metadata', wanting(given, 'an object of texts; null removes a key'));
    return before;
  }
  const metadata: Record<string, string> = {};
  const next = new Map<string, unknown>([...Object.entries(before), ...labels]);
  for (const [key, value] of next) if (value !== null) put(metadata, key, value);
  return metadata;
}
