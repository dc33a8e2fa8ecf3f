import type { LicensedUse } from '../../../credits/index.js';
import { decimalAt, zero } from '../../../decimal/index.js';
import { report, valueAt, type Fields } from '../../../errors/index.js';
import { quoteProperty, type Meter } from '../../../metrics/index.js';
import type { LicensedType } from '../../credits/decode/licensing.js';
import { objectsAt } from '../../decode/document-fields.js';
import type { UsageByPrice } from '../../prices/usage-input.js';
import { isSummable, reached, readSteps } from './usage-until.js';

/** The meter of a price once more, by the holders of a type of licences. */
export function licenseMeter(meter: Meter, { grouping_key }: LicensedType): Meter {
  return { ...meter, id: licenseMeterId(meter.id), group_by: [quoteProperty(grouping_key)], null_groups: 'keep' };
}

/** The id under which the usage by licence of a price, or price interval, is measured. */
export function licenseMeterId(id: string): string {
  return `licences that used ${JSON.stringify(id)}`;
}

/** Without events nobody can say who used what; credits of a licence would pay for others, or not at all. */
export function reportUnlicensable(input: Fields): void {
  const message =
    'is missing, and credits of licences pay only for what their holders used; give events and metrics, or license_usage, or leave licenses out';
  report(input, 'events', { code: 'missing_field', message });
}

/** What was measured of a price, or price interval, by who used it; null where that was not asked. */
export function measuredByLicense(id: string, measured: UsageByPrice, input: Fields): Fields | null {
  const value = measured[licenseMeterId(id)];
  return value === undefined ? null : { ...input, value };
}

/** Who used what, and when; null where days do not add up, so that nobody's part of the line can be told (§8.2). */
export function readLicensedUse(entry: Fields, type: LicensedType): readonly LicensedUse[] | null {
  if (!isSummable(entry)) return null;
  const uses: LicensedUse[] = [];
  for (const group of objectsAt(entry, 'groups')) {
    const steps = readSteps(group);
    if (steps === null) return null;
    const whole = decimalAt(group, 'quantity') ?? zero;
    uses.push({
      licenses: type.licenses.get(holderIn(group) ?? '') ?? [],
      usedUntil: (end) => reached(steps, end, whole),
    });
  }
  return uses;
}

/** An external id may be written as a number in events. */
function holderIn(group: Fields): string | null {
  const values = valueAt(group, 'grouping_values');
  const holder: unknown = Array.isArray(values) ? values[0] : null;
  return typeof holder === 'string' || typeof holder === 'number' ? String(holder) : null;
}
