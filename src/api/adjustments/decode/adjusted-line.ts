import { readLegacyAdjustments, subjectOf, type AdjustableLine, type Adjustment } from '../../../adjustments/index.js';
import { currencyOf, type Currency, type MoneyRules } from '../../../currency/index.js';
import { decimalAt, zero } from '../../../decimal/index.js';
import {
  isBillingError,
  isGiven,
  openChild,
  optionalText,
  pathAtKey,
  pathOf,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import {
  prepareSubtotal,
  ratePreparedPrice,
  rateReduced,
  type Fraction,
  type RatedPrice,
} from '../../../prices/index.js';
import { shareOf } from '../../../proration/index.js';
import { readTimeZone, timeZone, type Instant, type Period, type TimeZone } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import { readPeriod } from '../../decode/period.js';
import { readPrice } from '../../prices/decode/price-list.js';
import { readSubject, typeOfPrice } from '../../prices/decode/price-subject.js';
import { readUsage } from '../../prices/decode/usage.js';

/** A line to adjust: what it is called, what it was rated to, and what adjusts it alone. */
export type AdjustedSource = {
  readonly id: string;
  readonly line: AdjustableLine;
  /** Null where the subtotal was given. */
  readonly rated: RatedPrice | null;
  readonly adjustments: readonly Adjustment[];
};

/** What all lines are read with. */
export type LineReading = {
  readonly currency: Currency;
  readonly rules: MoneyRules;
  readonly policies: Policies;
  readonly adjustments: readonly Adjustment[];
  readonly adjusted_at: Instant;
};

const known = /*#__PURE__*/ 'id price usage subtotal service_period full_period timezone'.split(' ');

/** Reads one line: rated here from its usage, or with an exact subtotal that was rated elsewhere. */
export function readAdjustedLine(fields: Fields, reading: LineReading): AdjustedSource | null {
  refuseUnknown(fields, known);
  const id = requiredText(fields, 'id');
  const price = openChild(fields, 'price');
  if (price === null) return null;
  const fraction = readShare(fields, reading.policies);
  const common = { id, fields, price, fraction, reading };
  return isGiven(valueAt(fields, 'subtotal')) ? readGiven(common) : readRated(common);
}

type LineParts = {
  readonly id: string;
  readonly fields: Fields;
  readonly price: Fields;
  readonly fraction: Fraction | null;
  readonly reading: LineReading;
};

/** A given subtotal is exact and admits no usage discount, because there is nothing to rate again. */
function readGiven({ id, fields, price, fraction, reading }: LineParts): AdjustedSource {
  if (isGiven(valueAt(fields, 'usage'))) {
    const message = 'stands beside subtotal; give one of them';
    report(fields, 'usage', { code: 'usage_shape_mismatch', message });
  }
  const price_id = optionalText(price, 'id') ?? optionalText(price, 'external_price_id') ?? id;
  const currency = currencyAt(price, reading);
  const subject = subjectOf({ price_id, reading: readSubject(price), price_type: typeOfPrice(price), currency });
  const subtotal = decimalAt(fields, 'subtotal') ?? zero;
  const { adjusted_at } = reading;
  const common = { subject, price_interval_id: id, place: fields.place, adjusted_at };
  const line = { ...common, subtotal, fraction, reducedSubtotal: null };
  const adjustments = readLegacyAdjustments(price, { price_id, adjustments: reading.adjustments });
  return { id, line, rated: null, adjustments };
}

function readRated({ id, fields, price, fraction, reading }: LineParts): AdjustedSource | null {
  const listed = readPrice(price, id);
  if (listed === null) return null;
  const given = isGiven(valueAt(fields, 'usage')) ? openChild(fields, 'usage') : null;
  const usage = given && readUsage(given, listed.prepared);
  const adjustments = readLegacyAdjustments(price, { price_id: listed.id, adjustments: reading.adjustments });
  if (fields.issues.length > 0) return null;
  const terms = { fraction, negative_quantity: reading.policies.negative_quantity };
  const rated = within(fields, () => ratePreparedPrice(listed.prepared, usage, terms));
  if (rated === null) return null;
  const { price_type } = rated;
  const question = { usage, rated, subtotalOf: prepareSubtotal(listed.prepared, terms) };
  const currency = currencyAt(price, reading);
  const line: AdjustableLine = {
    subject: subjectOf({ price_id: listed.id, reading: listed.subject, price_type, currency }),
    price_interval_id: id,
    place: fields.place,
    adjusted_at: reading.adjusted_at,
    subtotal: rated.subtotal,
    fraction,
    reducedSubtotal: price_type === 'composite_price' ? null : (units) => rateReduced(question, units),
  };
  return { id, line, rated, adjustments };
}

function currencyAt(price: Fields, { currency, rules }: LineReading): Currency {
  const code = optionalText(price, 'currency');
  return code === null || code === currency.code ? currency : currencyOf(code, rules);
}

/** The share of a cut period; without both periods the line is whole (§5). */
function readShare(fields: Fields, { proration_basis: basis }: Policies): Fraction | null {
  if (!isGiven(valueAt(fields, 'service_period'))) return null;
  const name = optionalText(fields, 'timezone') ?? 'UTC';
  const zone = readTimeZone(name, pathAtKey(fields, 'timezone'), fields.issues) ?? timeZone('UTC');
  const [service_period, full_period] = [
    periodAt(fields, 'service_period', zone),
    periodAt(fields, 'full_period', zone),
  ];
  if (service_period === null || full_period === null) return null;
  return within(fields, () => shareOf({ service_period, full_period, zone, basis }));
}

function periodAt(fields: Fields, key: string, zone: TimeZone): Period | null {
  const period = openChild(fields, key);
  return period && readPeriod(period, zone);
}

/** What a computation gives; its refusal becomes faults under the path of the line, and null. */
function within<T>(fields: Fields, compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    const path = pathOf(fields.place);
    for (const issue of error.issues) fields.issues.push({ ...issue, path: `${path}.${issue.path}` });
    return null;
  }
}
