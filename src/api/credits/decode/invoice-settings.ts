import { sign, type Decimal } from '../../../decimal/index.js';
import { isGiven, openChild, optionalFlag, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import { formatInstant, type TimeZone } from '../../../time/index.js';
import type { CreditPurchase } from '../../../wire/index.js';
import { netTermsAt } from '../../invoices/decode/payment-terms.js';
import { boundaryAt } from '../../decode/period.js';
import type { LedgerCall } from './ledger-call.js';

/** How bought credits are invoiced; without a date of its own, at the block's effective date. */
export type InvoiceSettings = Omit<
  CreditPurchase,
  'customer_id' | 'block_id' | 'quantity' | 'unit_amount' | 'credit_currency' | 'invoice_date'
> & { readonly invoice_date: string | null };

/** Reads the settings that a purchase needs: its own, or the account's; null where nothing is to be billed (§8.5). */
export function readInvoiceSettings(entry: Fields, call: LedgerCall, basis: Decimal | null): InvoiceSettings | null {
  const fields = settingsOf(entry, call.fields);
  const isBought = basis !== null && sign(basis) > 0;
  if (fields === null) {
    if (isBought) reportMissing(entry);
    return null;
  }
  if (fields.place.owner === entry.place && basis === null) {
    const message = 'is missing; an invoice bills amount × per_unit_cost_basis';
    report(entry, 'per_unit_cost_basis', { code: 'missing_field', message });
  }
  const settings = readSettings(fields, call);
  return isBought ? settings : null;
}

function settingsOf(entry: Fields, input: Fields): Fields | null {
  if (isGiven(valueAt(entry, 'invoice_settings'))) return openChild(entry, 'invoice_settings');
  return isGiven(valueAt(input, 'credit_invoice_settings')) ? openChild(input, 'credit_invoice_settings') : null;
}

function reportMissing(entry: Fields): void {
  const message =
    'is missing though the credits have a cost basis; say how they are invoiced, here or as credit_invoice_settings';
  report(entry, 'invoice_settings', { code: 'cost_basis_requires_invoice', message });
}

function readSettings(fields: Fields, { reading }: LedgerCall): InvoiceSettings {
  const { zone } = reading.ledger;
  checkTerms(fields);
  return {
    net_terms: isGiven(valueAt(fields, 'net_terms')) ? netTermsAt(fields) : null,
    custom_due_date: optionalBoundary(fields, 'custom_due_date', zone),
    invoice_date: optionalBoundary(fields, 'invoice_date', zone),
    auto_collection: optionalFlag(fields, 'auto_collection'),
    mark_as_paid: optionalFlag(fields, 'mark_as_paid'),
    require_successful_payment: optionalFlag(fields, 'require_successful_payment'),
    memo: optionalText(fields, 'memo'),
    item_id: optionalText(fields, 'item_id'),
  };
}

/** Due after days or on a date: exactly one of the two (Orb:API, `due_date_terms`). */
function checkTerms(fields: Fields): void {
  const given = ['net_terms', 'custom_due_date'].filter((key) => isGiven(valueAt(fields, key))).length;
  if (given === 1) return;
  const has = given === 0 ? 'has neither net_terms nor' : 'has both net_terms and';
  report(fields, 'net_terms', { code: 'due_date_terms', message: `${has} custom_due_date; give one of them` });
}

function optionalBoundary(fields: Fields, key: string, zone: TimeZone): string | null {
  const instant = isGiven(valueAt(fields, key)) ? boundaryAt(fields, key, zone) : undefined;
  return instant === undefined ? null : formatInstant(instant);
}
