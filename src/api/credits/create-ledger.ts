import { emptyLedger } from '../../credits/index.js';
import { currencyOf } from '../../currency/index.js';
import { optionalText, pathAtKey, refuse, refuseUnknown, requiredText } from '../../errors/index.js';
import { readTimeZone, timeZone } from '../../time/index.js';
import type { CreditLedger } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import { encodeLedger } from './encode/ledger.js';
import { runAsFar } from './encode/transition.js';

/** What `createLedger` takes. */
export type CreateLedgerInput = {
  readonly customer_id: string;
  readonly external_customer_id?: string | null | undefined;
  /** A real currency, or a pricing unit such as `credits`. */
  readonly currency: string;
  /** The customer's IANA zone, whose days credits are burnt by; UTC unless given. */
  readonly timezone?: string | null | undefined;
};

/**
 * A ledger of prepaid credits in which nothing has happened yet: one per customer and currency (§8.1).
 *
 * @throws `missing_field`, `invalid_type`, `unknown_timezone`
 * @example
 * ```ts
 * import { createLedger } from 'reckoner';
 *
 * createLedger({ customer_id: 'acme', currency: 'credits', timezone: 'America/New_York' }).balance; // → '0'
 * ```
 */
export function createLedger(input: CreateLedgerInput): CreditLedger {
  const fields = openInput(input);
  refuseUnknown(fields, ['customer_id', 'external_customer_id', 'currency', 'timezone']);
  const customer_id = requiredText(fields, 'customer_id');
  const external_customer_id = optionalText(fields, 'external_customer_id');
  const currency = currencyOf(requiredText(fields, 'currency'));
  const name = optionalText(fields, 'timezone') ?? 'UTC';
  const zone = readTimeZone(name, pathAtKey(fields, 'timezone'), fields.issues) ?? timeZone('UTC');
  refuse(fields.issues);
  const ledger = emptyLedger({ customer_id, currency, zone });
  return encodeLedger(ledger, runAsFar(ledger, 0), external_customer_id);
}
