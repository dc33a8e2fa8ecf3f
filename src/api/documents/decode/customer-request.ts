import {
  isGiven,
  isTextList,
  openChild,
  optionalChild,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { PaymentProvider } from '../../../wire/index.js';
import { checkTaxId } from './tax-id.js';
import { choiceAt, objectsAt, optionalChoiceAt } from '../../decode/document-fields.js';

const providers = [
  'quickbooks',
  'bill.com',
  'stripe_charge',
  'stripe_invoice',
  'netsuite',
  'adyen',
] as const satisfies readonly PaymentProvider[];

/** Checks what of a customer only passes through, so that the document is what its type says. */
export function checkCustomerParts(request: Fields): void {
  for (const key of ['name', 'email']) requiredText(request, key);
  for (const key of ['external_customer_id', 'currency', 'payment_provider_id']) optionalText(request, key);
  for (const key of ['auto_collection', 'auto_issuance', 'email_delivery']) optionalFlag(request, key);
  optionalChoiceAt(request, 'payment_provider', providers);
  checkTexts(request, 'additional_emails');
  const tax_id = optionalChild(request, 'tax_id');
  if (tax_id !== null) checkTaxId(tax_id);
  const reporting = optionalChild(request, 'reporting_configuration');
  if (reporting !== null && typeof valueAt(reporting, 'exempt') !== 'boolean') {
    report(reporting, 'exempt', wanting(valueAt(reporting, 'exempt'), 'true or false'));
  }
  checkPayments(request);
}

function checkPayments(request: Fields): void {
  const payments = optionalChild(request, 'payment_configuration');
  for (const provider of payments === null ? [] : objectsAt(payments, 'payment_providers')) {
    choiceAt(provider, 'provider_type', ['stripe']);
    checkTexts(provider, 'excluded_payment_method_types');
    optionalText(provider, 'default_shared_payment_token');
  }
}

/** Where a customer is synchronised to, complete; null where nothing is said. */
export function readAccountingSync(request: Fields): object | null {
  if (!isGiven(valueAt(request, 'accounting_sync_configuration'))) return null;
  const sync = openChild(request, 'accounting_sync_configuration');
  if (sync === null) return null;
  const accounting_providers = objectsAt(sync, 'accounting_providers').map((provider) => ({
    provider_type: choiceAt(provider, 'provider_type', ['quickbooks', 'netsuite']),
    external_provider_id: optionalText(provider, 'external_provider_id'),
  }));
  return { excluded: optionalFlag(sync, 'excluded'), accounting_providers };
}

function checkTexts(fields: Fields, key: string): void {
  const list = valueAt(fields, key);
  if (isGiven(list) && !isTextList(list)) report(fields, key, wanting(list, 'a list of texts'));
}
