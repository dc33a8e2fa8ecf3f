import { realCurrencyOf, type MoneyRules, type RealCurrency } from '../../../currency/index.js';
import { compare, decimalAt, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  pathAtKey,
  placeOf,
  refuseUnknown,
  report,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { localDate, localMidnight, readDate, type Instant, type TimeZone } from '../../../time/index.js';
import { reportUnrounded } from '../../decode/whole-units.js';

/** What was collected before a change is applied (§9.2). */
export type Collected = {
  /** Zero where nothing is said. */
  readonly amount: Decimal;
  readonly currency: RealCurrency;
  /** Whether it paid the invoices that can be paid now; otherwise it is on the balance, which pays what it can. */
  readonly is_paid: boolean;
  readonly received_at: Instant;
  readonly description: string | null;
};

const asked =
  /*#__PURE__*/ 'description previously_collected_amount mark_as_paid payment_received_date payment_external_id payment_notes'.split(
    ' ',
  );

/** Where and by which rules an amount is read. */
type Collecting = {
  readonly at: Instant;
  readonly zone: TimeZone;
  /** The currency of the customer after the change. */
  readonly currency: string;
  readonly rules: MoneyRules;
};

/** Reads the body of the request that applies a change; without one nothing was collected. */
export function readCollected(input: Fields, { at, zone, currency: code, rules }: Collecting): Collected {
  const given = isGiven(valueAt(input, 'request')) ? openChild(input, 'request') : null;
  const request = given ?? { ...input, place: placeOf('request'), value: {} };
  refuseUnknown(request, asked);
  const currency = realCurrencyOf(code, 'customer.currency', rules);
  const amount = readAmount(request, currency);
  optionalText(request, 'payment_external_id');
  optionalText(request, 'payment_notes');
  return {
    amount,
    currency,
    is_paid: optionalFlag(request, 'mark_as_paid'),
    received_at: localMidnight(zone, readDay(request) ?? localDate(zone, at)),
    description: optionalText(request, 'description'),
  };
}

function readAmount(request: Fields, currency: RealCurrency): Decimal {
  const key = 'previously_collected_amount';
  if (!isGiven(valueAt(request, key))) return zero;
  const amount = decimalAt(request, key) ?? zero;
  if (compare(amount, zero) < 0) {
    report(request, key, { code: 'invalid_amount', message: 'is negative; give what was collected, 0 or more' });
  }
  reportUnrounded(request, key, { value: amount, currency });
  return amount;
}

function readDay(request: Fields) {
  const key = 'payment_received_date';
  const given = valueAt(request, key);
  return isGiven(given) ? readDate(given, pathAtKey(request, key), request.issues) : undefined;
}
