import { compare, decimalAt, formatDecimal, zero } from '../../../decimal/index.js';
import { isGiven, isObject, optionalText, report, valueAt, wanting, type Fields } from '../../../errors/index.js';
import type { Metadata } from '../../../wire/index.js';
import { put } from '../../encode/copy.js';

/** An optional boolean that null leaves open. */
export function flagOrNull(fields: Fields, key: string): boolean | null {
  const flag = valueAt(fields, key);
  if (!isGiven(flag)) return null;
  if (typeof flag !== 'boolean') report(fields, key, wanting(flag, 'true or false'));
  return flag === true;
}

/** The spend at which a partial invoice is made: more than 0, or null (§10). */
export function readThreshold(fields: Fields): string | null {
  if (!isGiven(valueAt(fields, 'invoicing_threshold'))) return null;
  const threshold = decimalAt(fields, 'invoicing_threshold');
  if (threshold === undefined) return null;
  if (compare(threshold, zero) <= 0) {
    report(fields, 'invoicing_threshold', {
      code: 'invalid_threshold',
      message: 'has to be more than 0; null is none',
    });
  }
  return formatDecimal(threshold);
}

const marketplace = ['external_marketplace', 'external_marketplace_reporting_id', 'aws_region'];

/** Labels, and with them where a subscription was bought, for which the document has no keys of its own. */
export function readMetadata(fields: Fields): Metadata {
  const given = valueAt(fields, 'metadata');
  if (isGiven(given) && !isObject(given)) report(fields, 'metadata', wanting(given, 'an object of texts'));
  const bought = marketplace.map((key) => [key, optionalText(fields, key)] as const);
  const labels = isObject(given) ? Object.entries(given) : [];
  const metadata: Record<string, string> = {};
  for (const [key, value] of [...bought, ...labels]) {
    if (typeof value === 'string') put(metadata, key, value);
    else if (isGiven(value)) report(fields, 'metadata', wanting(value, 'texts only'));
  }
  return metadata;
}
