import { isBillingError, type Issue, type Place } from '../errors/index.js';
import { openUsageSpec } from './decode/decode-usage-spec.js';
import type { UsageSpec } from './usage.js';

/** Everything for which a usage spec would be refused, told from where it stands. */
export function checkUsageSpec(spec: UsageSpec, place: Place): readonly Issue[] {
  try {
    openUsageSpec(spec, place);
    return [];
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return error.issues;
  }
}
