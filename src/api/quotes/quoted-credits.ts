import {
  isGiven,
  openChild,
  optionalText,
  pathOf,
  refuse,
  refuseUnknown,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import type {
  CreditInvoiceSettings,
  CreditLedger,
  CustomerInput,
  NewIncrementLedgerEntry,
  PoliciesInput,
} from '../../wire/index.js';
import { applyLedgerEntry } from '../credits/apply-ledger-entry.js';
import type { PurchaseInvoice } from '../credits/bill-purchase.js';
import { createLedger } from '../credits/create-ledger.js';
import { objectsAt } from '../decode/document-fields.js';
import { boundaryAt } from '../decode/period.js';
import type { TaxFunction } from '../invoices/ports.js';
import { withPaths } from './renamed-paths.js';

/** Credits that come with a deal, when they count from, and where they stand in the input. */
export type DatedCredits = {
  readonly effective: Instant;
  readonly currency: string;
  readonly entry: Omit<NewIncrementLedgerEntry, 'currency'>;
  readonly path: string;
};

const keys = [
  'currency', 'amount', 'effective_date', 'expiry_date', 'per_unit_cost_basis', 'filters', 'invoice_settings', 'description',
  'metadata',
]; // prettier-ignore

type Deal = { readonly start: Instant; readonly zone: TimeZone; readonly currency: string };

/** Reads `credits`, in the order in which they take effect; from the start of the deal unless they say otherwise. */
export function readQuotedCredits(input: Fields, { start, zone, currency }: Deal): readonly DatedCredits[] {
  const read = objectsAt(input, 'credits').map((fields): DatedCredits => {
    refuseUnknown(fields, keys);
    const { currency: unit, ...stated } = fields.value as Partial<NewIncrementLedgerEntry>;
    const given = isGiven(valueAt(fields, 'effective_date')) ? boundaryAt(fields, 'effective_date', zone) : undefined;
    const effective = given ?? start;
    optionalText(fields, 'currency');
    const settings = settingsOf(fields, stated);
    return {
      effective,
      currency: typeof unit === 'string' ? unit : currency,
      path: pathOf(fields.place),
      entry: {
        ...(stated as NewIncrementLedgerEntry),
        ...settings,
        entry_type: 'increment',
        effective_date: formatInstant(effective),
      },
    };
  });
  refuse(input.issues);
  return read.sort((a, b) => a.effective - b.effective);
}

/** What is bought is taken to be paid in time, because nobody pays in a quote. */
function settingsOf(
  fields: Fields,
  { per_unit_cost_basis }: Partial<NewIncrementLedgerEntry>,
): { readonly invoice_settings?: CreditInvoiceSettings } {
  if (isGiven(valueAt(fields, 'invoice_settings'))) {
    const given = openChild(fields, 'invoice_settings');
    if (given === null) return {};
    return { invoice_settings: { ...(given.value as CreditInvoiceSettings), require_successful_payment: false } };
  }
  return isGiven(per_unit_cost_basis) ? { invoice_settings: { auto_collection: false, net_terms: 0 } } : {};
}

/** Who buys, and under which terms. */
export type Buyer = {
  readonly customer: CustomerInput;
  readonly zone: TimeZone;
  readonly tax: TaxFunction | undefined;
  readonly policies: PoliciesInput | undefined;
  /** How many purchases were invoiced before. */
  readonly purchases: number;
};

/** What a purchase leads to: the ledger with its block, its invoices, and the customer with the balance that is left. */
export type Bought = {
  readonly ledger: CreditLedger;
  readonly invoices: readonly PurchaseInvoice[];
  readonly customer: CustomerInput;
};

/** Puts credits into the customer's ledger of their unit, and invoices what is bought, on the day they take effect. */
export function buyCredits(credits: DatedCredits, ledger: CreditLedger | undefined, buyer: Buyer): Bought {
  const { customer, zone, tax, policies, purchases } = buyer;
  const { id: customer_id } = customer;
  const rename = (path: string): string => path.replace(/^entry/, credits.path);
  const bought = withPaths(rename, () =>
    applyLedgerEntry({
      ledger: ledger ?? createLedger({ customer_id, currency: credits.currency, timezone: zone.name }),
      entry: credits.entry,
      at: formatInstant(credits.effective),
      billing: { customer, invoice_numbers: [`quote-${purchases + 1}`], tax },
      policies,
    }),
  );
  return { ledger: bought.ledger, invoices: bought.invoices, customer: bought.customer ?? customer };
}
