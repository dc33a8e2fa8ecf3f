import { isGiven, isObject, report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import type { Metadata } from '../../../wire/index.js';
import { put } from '../../encode/copy.js';

/** Reads `metadata` of something new: texts by key; a null, which removes a key elsewhere, adds nothing here. */
export function readLabels(fields: Fields): Metadata {
  const given = valueAt(fields, 'metadata');
  if (!isGiven(given)) return {};
  const labels = isObject(given) ? Object.entries(given) : null;
  if (labels === null || labels.some(([, value]) => value !== null && typeof value !== 'string')) {
    report(fields, 'metadata', wanting(given, 'an object of texts'));
    return {};
  }
  const metadata: Record<string, string> = {};
  for (const [key, value] of labels) if (value !== null) put(metadata, key, value);
  return metadata;
}
