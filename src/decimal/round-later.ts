import { Decimal, isSafe } from './decimal.js';
import { DeferredRatio, doubleRounding } from './deferred.js';
import { roundExact } from './exact.js';
import type { Exact } from './exact-value.js';
import { powerOfTen } from './powers.js';
import type { RoundingMode } from './rounding-mode.js';

/** The value rounded once to `places` fraction digits; one that waits is worked out only where it lies next to a tie. */
export function roundLater(value: Exact, places: number, mode: RoundingMode): Decimal {
  if (!(value instanceof DeferredRatio) || !mode.startsWith('half')) return roundExact(value, places, mode);
  const unit = powerOfTen(places);
  const size = Math.abs(value.nearest) * unit;
  const slack = value.slack * unit + size * doubleRounding;
  const whole = Math.floor(size);
  const rest = size - whole;
  // The half modes differ at a tie alone. Beyond the safe range there are no halves to tell, and NaN tells nothing.
  if (!(Math.abs(rest - 0.5) > slack) || !isSafe(whole + 1)) return roundExact(value, places, mode);
  const rounded = rest > 0.5 ? whole + 1 : whole;
  // `0 - 0` is 0, where `-0` would be a second zero.
  return new Decimal(value.nearest < 0 ? 0 - rounded : rounded, places, null);
}
