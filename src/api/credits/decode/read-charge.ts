import type { CreditCharge } from '../../../credits/index.js';
import { decimalAt, isNegative, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, optionalText, report, requiredText, valueAt, type Fields } from '../../../errors/index.js';
import type { Instant } from '../../../time/index.js';
import { instantAt, optionalChoiceAt } from '../../decode/document-fields.js';

/** Reads a charge of a given day. */
export function readCharge(fields: Fields, day: Instant): CreditCharge {
  return {
    day,
    price_id: requiredText(fields, 'price_id'),
    item_id: optionalText(fields, 'item_id'),
    price_type:
      optionalChoiceAt(fields, 'price_type', ['usage_price', 'fixed_price', 'composite_price']) ?? 'usage_price',
    invoice_id: requiredText(fields, 'invoice_id'),
    license_id: optionalText(fields, 'license_id'),
    license_status: optionalChoiceAt(fields, 'license_status', ['active', 'inactive']) ?? 'active',
    amount: notNegative(fields, 'amount'),
    returns_since: instantAt(fields, 'returns_since'),
    overage: optionalChoiceAt(fields, 'overage', ['bill', 'deficit']) ?? 'bill',
    issued: isGiven(valueAt(fields, 'issued')) ? notNegative(fields, 'issued') : null,
  };
}

/** A charge may come to nothing; a negative one is no charge. */
function notNegative(fields: Fields, key: string): Decimal {
  const amount = decimalAt(fields, key) ?? zero;
  if (!isNegative(amount)) return amount;
  report(fields, key, { code: 'invalid_amount', message: 'is negative; a day charges nothing or more' });
  return zero;
}
