import { isObject } from '../../errors/index.js';
import { isBillingError } from '../../errors/index.js';
import { parseBoundary, parseInstant, timeZone } from '../../time/index.js';

const deepest = 6;

/**
 * Whether a request names a date that has passed. Only then may it make invoices wrong that were made of usage, so that
 * only then the usage is read.
 */
export function isBackdated(
  request: unknown,
  { at, timezone }: { readonly at: string; readonly timezone: string },
): boolean {
  const now = parseInstant(at);
  const zone = timeZone(timezone);
  return datesIn(request).some((date) => {
    try {
      return parseBoundary(date, zone) < now;
    } catch (error) {
      // What is no date is refused by the step itself, with its path.
      if (!isBillingError(error)) throw error;
      return false;
    }
  });
}

function datesIn(request: unknown, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  if (Array.isArray(request)) return (request as readonly unknown[]).flatMap((entry) => datesIn(entry, depth + 1));
  if (!isObject(request)) return [];
  return Object.entries(request).flatMap(([key, value]) =>
    typeof value === 'string' && key.endsWith('_date') ? [value] : datesIn(value, depth + 1),
  );
}
