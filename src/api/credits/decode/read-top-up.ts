import { decimalAt, isNegative, zero, type Decimal } from '../../../decimal/index.js';
import type { TopUp } from '../../../credits/index.js';
import { currencyOf, type Currency, type MoneyRules } from '../../../currency/index.js';
import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { TimeZone } from '../../../time/index.js';
import { netTermsAt } from '../../invoices/decode/payment-terms.js';
import { boundaryAt } from '../../decode/period.js';
import { reportUnrounded } from '../../decode/whole-units.js';
import type { InvoiceSettings } from './invoice-settings.js';
import { readLifetime } from './lifetime.js';
import { amountAboveZero, optionalBasis } from './read-block.js';

/** A top-up: what it orders, in which currency, and how its purchases are invoiced. */
export type TopUpOrder = { readonly currency: Currency; readonly top_up: TopUp; readonly settings: InvoiceSettings };

/** Where the dates of a top-up are read, and how money is. */
export type TopUpFrame = { readonly zone: TimeZone; readonly rules: MoneyRules };

/** Reads a top-up, stored or asked for; `id` is what it is or will be called. */
export function readTopUp(fields: Fields, id: string, { zone, rules }: TopUpFrame): TopUpOrder {
  const settings = readTopUpSettings(fields);
  const currency = currencyOf(requiredText(fields, 'currency'), rules);
  const from = isGiven(valueAt(fields, 'active_from')) ? boundaryAt(fields, 'active_from', zone) : null;
  const amount = amountAboveZero(fields, 'amount');
  if (currency.real) reportUnrounded(fields, 'amount', { value: amount, currency });
  return {
    currency,
    settings,
    top_up: {
      id,
      threshold: thresholdOf(fields),
      amount,
      cost_basis: optionalBasis(fields),
      active_from: from ?? null,
      lifetime: readLifetime(fields, ['expires_after', 'expires_after_unit']),
      awaits_payment: settings.require_successful_payment,
    },
  };
}

/** Zero is reached when all is used; what is below zero is a debt, which no purchase waits for. */
function thresholdOf(fields: Fields): Decimal {
  const threshold = decimalAt(fields, 'threshold') ?? zero;
  if (!isNegative(threshold)) return threshold;
  report(fields, 'threshold', {
    code: 'invalid_amount',
    message: 'is negative; give the balance at which to buy, or 0',
  });
  return zero;
}

/** A top-up's invoices have no dates of their own: they are dated when the credits take effect. */
function readTopUpSettings(top_up: Fields): InvoiceSettings {
  const fields = openChild(top_up, 'invoice_settings');
  return {
    net_terms: fields === null ? 0 : netTermsAt(fields),
    custom_due_date: null,
    invoice_date: null,
    auto_collection: fields !== null && optionalFlag(fields, 'auto_collection'),
    mark_as_paid: false,
    require_successful_payment: fields !== null && optionalFlag(fields, 'require_successful_payment'),
    memo: fields === null ? null : optionalText(fields, 'memo'),
    item_id: null,
  };
}
