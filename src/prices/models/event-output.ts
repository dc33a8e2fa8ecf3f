import { add, formatDecimal, isZero, readDecimal, zero, type Decimal } from '../../decimal/index.js';
import { isGiven, requiredText, valueAt, type Fields } from '../../errors/index.js';
import { part, rowCharge, unmatchedCharge } from '../charge.js';
import { readOptionalAmount } from '../parts/config.js';
import { propertyOf } from '../parts/event-properties.js';
import { groupsByFirst } from '../parts/groups.js';
import type { EventsPlan } from '../price-model.js';
import type { UsageEvent } from '../usage.js';

/** Σ event quantity · the rate that the event itself states, else the default; without any, events are free (§2.2, F6). */
export function eventOutput(config: Fields): EventsPlan {
  const rate_key = requiredText(config, 'unit_rating_key');
  const key = isGiven(valueAt(config, 'grouping_key')) ? requiredText(config, 'grouping_key') : null;
  const default_rate = readOptionalAmount(config, 'default_unit_rate');
  return {
    shape: 'events',
    prorated: false,
    charges({ events }) {
      const rates = new Map<string, Decimal>();
      let unmatched = zero;
      const rated = events.flatMap((event) => {
        const rate = rateOf(event, rate_key) ?? default_rate;
        if (rate === null) unmatched = add(unmatched, event.quantity);
        if (rate === null) return [];
        // Equal rates print alike, however they were written.
        const name = formatDecimal(rate);
        rates.set(name, rate);
        return [{ grouping_values: [key && propertyOf(event, key), name], quantity: event.quantity }];
      });
      const charges = groupsByFirst(rated).flatMap(({ value, groups }) =>
        groups
          .map(({ grouping_values: [printed], quantity }) => ({ rate: rates.get(String(printed)) ?? zero, quantity }))
          .filter(({ quantity }) => !isZero(quantity))
          .map(({ rate, quantity }) =>
            rowCharge(
              { name: formatDecimal(rate), quantity, grouping: key === null ? null : { key, value } },
              part('own rate', quantity, rate),
            ),
          ),
      );
      return isZero(unmatched) ? charges : [...charges, unmatchedCharge(unmatched)];
    },
  };
}

/** A rate is a number or a numeric text; anything else is none (F11). */
function rateOf(event: UsageEvent, key: string): Decimal | null {
  const value = propertyOf(event, key);
  return typeof value === 'boolean' ? null : (readDecimal(value, '', []) ?? null);
}
