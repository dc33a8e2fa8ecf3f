import type { CreditCharge } from '../../../credits/index.js';
import { interpretDecimal, isNegative, type Decimal } from '../../../decimal/index.js';
import { isGiven } from '../../../errors/index.js';
import type { Instant } from '../../../time/index.js';
import { isPlain, type PlainObject } from '../../decode/plain-object.js';

/** The day that a date is of; undefined for what is no date. */
export type DayOf = (date: unknown) => Instant | undefined;

/** A charge that has no fault, read by name; null for any other, which is then opened to tell what is wrong. */
export function plainCharge(value: unknown, dayOf: DayOf): CreditCharge | null {
  if (!isPlain(value) || !isNamed(value) || !isOfKind(value)) return null;
  const { price_id, invoice_id, item_id, license_id, license_status, price_type, overage } = value;
  const day = dayOf(value.date);
  const amount = notNegative(value.amount);
  const issued = optionalAmount(value.issued);
  if (day === undefined || amount === undefined || issued === undefined) return null;
  return {
    day,
    price_id,
    item_id: given(item_id, null),
    price_type: given(price_type, 'usage_price'),
    invoice_id,
    license_id: given(license_id, null),
    license_status: given(license_status, 'active'),
    amount,
    returns_since: null,
    overage: given(overage, 'bill'),
    issued,
  };
}

type Optional<T> = T | null | undefined;

type Named = {
  readonly price_id: string;
  readonly invoice_id: string;
  readonly item_id: Optional<string>;
  readonly license_id: Optional<string>;
  readonly license_status: Optional<CreditCharge['license_status']>;
};

function isNamed(charge: PlainObject): charge is PlainObject & Named {
  const { price_id, invoice_id, item_id, license_id, license_status } = charge;
  return (
    isName(price_id) &&
    isName(invoice_id) &&
    isOptionalText(item_id) &&
    isOptionalText(license_id) &&
    isOptionalStatus(license_status)
  );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isOptionalStatus(value: unknown): value is Named['license_status'] {
  return value === 'active' || value === 'inactive' || !isGiven(value);
}

function isOptionalText(value: unknown): value is Optional<string> {
  return typeof value === 'string' || !isGiven(value);
}

type OfKind = {
  readonly date: unknown;
  readonly amount: unknown;
  readonly issued: unknown;
  readonly price_type: Optional<CreditCharge['price_type']>;
  readonly overage: Optional<CreditCharge['overage']>;
};

/** Whether it says what kind of charge it is, and is none that gives back, of which there are few. */
function isOfKind(charge: PlainObject): charge is PlainObject & OfKind {
  const { price_type, overage, returns_since } = charge;
  return (
    isPriceType(price_type) &&
    (overage === 'bill' || overage === 'deficit' || !isGiven(overage)) &&
    !isGiven(returns_since)
  );
}

function isPriceType(value: unknown): boolean {
  return value === 'usage_price' || !isGiven(value) || value === 'fixed_price' || value === 'composite_price';
}

function given<T, D>(value: Optional<T>, otherwise: D): T | D {
  return value ?? otherwise;
}

function optionalAmount(value: unknown): Decimal | null | undefined {
  return isGiven(value) ? notNegative(value) : null;
}

function notNegative(value: unknown): Decimal | undefined {
  const amount = interpretDecimal(value);
  return amount === undefined || isNegative(amount) ? undefined : amount;
}
