import type { CreditCharge } from '../../../credits/index.js';
import {
  isGiven,
  openFields,
  placeOf,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import {
  instantOfMillis,
  interpretInstant,
  startOfLocalDay,
  type Instant,
  type TimeZone,
} from '../../../time/index.js';
import { boundaryAt, soundBoundary } from '../../decode/period.js';
import { inheritsNone, isPlain, type PlainObject } from '../../decode/plain-object.js';
import { plainCharge, type DayOf } from './plain-charge.js';
import { readCharge } from './read-charge.js';
import { requiredInstant } from './required-instant.js';

/** How the charges of a list are read: those that have no fault, and any other once it was opened. */
type ChargeReader = {
  readonly plain: (value: unknown) => CreditCharge | null;
  readonly opened: (charge: Fields) => CreditCharge;
};

/** Reads the charges of a ledger document, each of a day that was found out before. */
export function readRecordedCharges(ledger: Fields): readonly CreditCharge[] {
  return readEach(ledger, {
    plain: (value) => plainCharge(value, interpretInstant),
    opened: (charge) => readCharge(charge, requiredInstant(charge, 'date')),
  });
}

// What a request may say of a charge; the rest of a charge is of the ledger.
const requestKeys = [
  'date',
  'price_id',
  'item_id',
  'invoice_id',
  'amount',
  'price_type',
  'license_id',
  'license_status',
  'overage',
] as const;
const ledgerKeys = ['returns_since', 'issued'] as const;

/** Reads charges that are asked for, of the local days in which their dates are. */
export function readNewCharges(input: Fields, zone: TimeZone): readonly CreditCharge[] {
  const dayOf = dayReader(zone);
  return readEach(input, {
    // What says more than a request may is opened to tell which key is not known.
    plain: (value) => (isPlain(value) && saysOnlyRequested(value) ? plainCharge(value, dayOf) : null),
    opened: (charge) => {
      refuseUnknown(charge, requestKeys);
      return readCharge(charge, startOfLocalDay(zone, boundaryAt(charge, 'date', zone) ?? instantOfMillis(0)));
    },
  });
}

/** The lines of an invoice charge on the same days one after the other, so that the last day is kept. */
function dayReader(zone: TimeZone): DayOf {
  let last: unknown;
  let day: Instant | undefined;
  return (date) => {
    if (date === last && day !== undefined) return day;
    const instant = soundBoundary(date, zone);
    last = date;
    day = instant === undefined ? undefined : startOfLocalDay(zone, instant);
    return day;
  };
}

/** Whether an object has no other keys than a request has. Named one by one, because a loop over names looks each up. */
function saysOnlyRequested(value: PlainObject): boolean {
  const { date, price_id, item_id, invoice_id, amount, price_type, license_id, license_status, overage } = value;
  const needed = isSaid(date) + isSaid(price_id) + isSaid(invoice_id) + isSaid(amount);
  const optional = isSaid(item_id) + isSaid(price_type) + isSaid(license_id) + isSaid(license_status) + isSaid(overage);
  return countKeys(value) === needed + optional;
}

/** Without a list of them. Nothing is inherited that would be counted, or the charge is opened. */
function countKeys(value: PlainObject): number {
  let count = 0;
  for (const _ in value) count += 1;
  return count;
}

function isSaid(value: unknown): number {
  return value === undefined ? 0 : 1;
}

function readEach(fields: Fields, { plain, opened }: ChargeReader): readonly CreditCharge[] {
  const list = valueAt(fields, 'charges');
  if (!isGiven(list)) return [];
  if (!Array.isArray(list)) {
    report(fields, 'charges', wanting(list, 'a list'));
    return [];
  }
  const mayBePlain = inheritsNone([...requestKeys, ...ledgerKeys]);
  const charges: CreditCharge[] = [];
  for (let position = 0; position < list.length; position += 1) {
    const quick = mayBePlain ? plain(list[position]) : null;
    const charge = quick ?? open(list[position], position, fields);
    if (charge !== null) charges.push(charge);
  }
  return charges;

  function open(value: unknown, position: number, owner: Fields): CreditCharge | null {
    const charge = openFields(value, placeOf(position, placeOf('charges', owner.place)), owner);
    return charge && opened(charge);
  }
}
