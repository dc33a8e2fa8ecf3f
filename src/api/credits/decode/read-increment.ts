import { readFilters } from '../../../adjustments/index.js';
import type { CreditBlock } from '../../../credits/index.js';
import { isGiven, optionalText, valueAt, type Fields } from '../../../errors/index.js';
import { localDay, type Instant } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';
import { readInvoiceSettings, type InvoiceSettings } from './invoice-settings.js';
import { readLabels } from './labels.js';
import type { LedgerCall } from './ledger-call.js';
import { newBlockId } from './new-id.js';
import { amountAboveZero, optionalBasis } from './read-block.js';

/** A block to add, and how it is billed where it is bought. */
export type IncrementReading = { readonly block: CreditBlock; readonly settings: InvoiceSettings | null };

/** Reads an increment. Usage is paid for by whole days, so that credits without a date of their own count from `at`'s day on. */
export function readIncrement(entry: Fields, call: LedgerCall): IncrementReading {
  const { at } = call;
  const { ledger } = call.reading;
  const given = isGiven(valueAt(entry, 'effective_date'))
    ? boundaryAt(entry, 'effective_date', ledger.zone)
    : undefined;
  const effective = given ?? localDay(ledger.zone, at).start;
  const cost_basis = optionalBasis(entry);
  const settings = readInvoiceSettings(entry, call, cost_basis);
  const block: CreditBlock = {
    id: optionalText(entry, 'block_id') ?? newBlockId(ledger, ['manual'], effective),
    amount: amountAboveZero(entry, 'amount'),
    effective,
    usable_from: awaitsPayment(settings) ? null : effective,
    expiry: readExpiry(entry, 'expiry_date', call),
    cost_basis,
    filters: readFilters(entry, 'filters'),
    license_id: null,
    write_off_overage: false,
    writes_off: null,
    allocation: null,
    source: 'manual',
    granted_by: null,
    created: at,
    description: optionalText(entry, 'description'),
    metadata: readLabels(entry),
  };
  return { block, settings };
}

/** Whether credits stay unusable until they are paid for. */
function awaitsPayment(settings: InvoiceSettings | null): boolean {
  return settings !== null && settings.require_successful_payment && !settings.mark_as_paid;
}

/** Credits expire at the local midnight with which the day of expiry begins (§8.5); null where nothing is said: never. */
export function readExpiry(fields: Fields, key: string, { reading }: LedgerCall): Instant | null {
  const { zone } = reading.ledger;
  if (!isGiven(valueAt(fields, key))) return null;
  const expiry = boundaryAt(fields, key, zone);
  return expiry === undefined ? null : localDay(zone, expiry).start;
}
