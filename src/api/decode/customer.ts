import { readDecimal, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, type Issues } from '../../errors/index.js';
import { readTimeZone, timeZone, type TimeZone } from '../../time/index.js';
import type { CustomerInput } from '../../wire/index.js';
import { optionalText, readFields, requiredText } from './fields.js';

/** A customer as billing needs one; `document` is the input itself, for the parts that only pass through. */
export type BilledCustomer = {
  readonly present: boolean;
  readonly id: string;
  readonly currency: string | null;
  readonly timezone: string;
  readonly zone: TimeZone;
  readonly balance: Decimal;
  readonly document: CustomerInput;
};

/** Reads a customer: the time zone defaults to UTC, the balance to zero. */
export function readCustomer(input: unknown, path: string, issues: Issues): BilledCustomer {
  const fields = readFields(input, path, issues);
  const timezone = optionalText(fields, 'timezone') ?? 'UTC';
  const balance = fields.value['balance'] ?? null;
  return {
    present: fields.present,
    id: requiredText(fields, 'id'),
    currency: optionalText(fields, 'currency'),
    timezone,
    zone: readTimeZone(timezone, pathAt(path, 'timezone'), issues) ?? timeZone('UTC'),
    balance: balance === null ? zero : (readDecimal(balance, pathAt(path, 'balance'), issues) ?? zero),
    document: fields.value as CustomerInput,
  };
}
