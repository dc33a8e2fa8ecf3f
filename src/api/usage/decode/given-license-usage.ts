import { isGiven, openChild, optionalChild, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** Opens `license_usage`: what holders used, as the caller measured it; names that are not known are reported. */
export function openLicenseUsage(input: Fields, known: () => ReadonlySet<string | null>): Fields | null {
  const given = optionalChild(input, 'license_usage');
  if (given === null) return null;
  const names = known();
  for (const key of Object.keys(given.value)) {
    // Usage that no price takes would leave credits unused.
    if (!names.has(key))
      report(given, key, { code: 'price_reference', message: 'belongs to no price that is billed here' });
  }
  return given;
}

/** The usage of a price by its holders; it has to say of each local day who used what. */
export function licenseUsageAt(given: Fields, key: string): Fields | null {
  const entry = openChild(given, key);
  if (entry !== null) reportUndivided(entry);
  return entry;
}

function reportUndivided(entry: Fields): void {
  const is_summable = valueAt(entry, 'is_summable');
  if (typeof is_summable !== 'boolean') {
    const message = `is ${shown(is_summable)}; say whether what was used on several days adds up, as aggregateUsage does`;
    report(entry, 'is_summable', { code: isGiven(is_summable) ? 'invalid_type' : 'missing_field', message });
  }
  if (is_summable !== true) return;
  if (!isGiven(valueAt(entry, 'groups'))) {
    report(entry, 'groups', {
      code: 'missing_field',
      message: 'is missing; group by the grouping_key of the license type',
    });
  }
  for (const group of objectsAt(entry, 'groups')) {
    if (isGiven(valueAt(group, 'windows'))) continue;
    report(group, 'windows', { code: 'missing_field', message: 'is missing; measure with granularity day' });
  }
}
