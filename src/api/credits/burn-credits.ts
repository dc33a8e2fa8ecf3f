import { invoicesOf, overagesOf, replaceCharges, type Overage } from '../../credits/index.js';
import { formatDecimal } from '../../decimal/index.js';
import { refuse } from '../../errors/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  Amount,
  CreditLedger,
  DateOrDateTimeText,
  DateTimeText,
  DecimalText,
  PoliciesInput,
  PriceType,
} from '../../wire/index.js';
import { openLedgerCall } from './decode/ledger-call.js';
import { readNewCharges } from './decode/read-charges.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** What a line of an invoice charges on one local day, in the ledger's currency. */
export type CreditChargeInput = {
  /** The local day: a date, or an instant within it. */
  readonly date: DateOrDateTimeText;
  readonly price_id: string;
  readonly item_id?: string | null | undefined;
  readonly invoice_id: string;
  /** Zero or more. */
  readonly amount: Amount;
  /** `usage_price` unless given; filters of blocks may ask. */
  readonly price_type?: PriceType | null | undefined;
  /** The licence that used it: its own credits pay first. */
  readonly license_id?: string | null | undefined;
  /** Whether that licence was in force then (default); the shared credits alone pay for an `inactive` one. */
  readonly license_status?: 'active' | 'inactive' | null | undefined;
  /** What becomes of what no block pays: `bill` it (default), or let the balance go negative (`deficit`, §8.4). */
  readonly overage?: 'bill' | 'deficit' | null | undefined;
};

/** What `burnCredits` takes. */
export type BurnCreditsInput = {
  readonly ledger: CreditLedger;
  /** All charges of each invoice that is named, in the order of its lines; they replace those recorded before. */
  readonly charges: readonly CreditChargeInput[];
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** A part of a charge that no credits paid. */
export type UncoveredCharge = {
  readonly date: DateTimeText;
  readonly price_id: string;
  readonly invoice_id: string;
  /** The day's charge, and of it what is left to bill; exact. */
  readonly amount: DecimalText;
  readonly overage: DecimalText;
};

/** A ledger after burning, and what is left to bill. */
export type BurntCredits = LedgerTransition & { readonly uncovered: readonly UncoveredCharge[] };

/**
 * Burns credits for what the lines of invoices charge, day by day (§8.3).
 *
 * Of the blocks whose filters match and that serve the whole day: soonest expiry first, then lower cost basis, effective
 * date, creation, id. Each day, price, invoice and block has an entry, pending until the day and its grace have passed.
 * Paid and overage add up to the charge (L38). Calling again with other charges of the same invoice replays the ledger, so
 * late usage needs no correction; so does an earlier day than any before.
 *
 * @throws `invalid_amount` for a negative charge; `invalid_transition` for an invoice that was issued;
 * `inconsistent_history` for a ledger whose entries do not chain; `missing_field`, `invalid_type`, `invalid_decimal`,
 * `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, burnCredits, createLedger } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const entry = { entry_type: 'increment', amount: 100 } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * const charges = [
 *   { date: '2026-01-05', price_id: 'cpu', invoice_id: 'january', amount: '70' },
 *   { date: '2026-01-06', price_id: 'cpu', invoice_id: 'january', amount: '42.5' },
 * ];
 * const burnt = burnCredits({ ledger, charges, at: '2026-01-07' });
 * burnt.ledger.balance; // → '0'
 * burnt.uncovered.map(({ overage }) => overage); // → ['12.5']
 * ```
 */
export function burnCredits(input: BurnCreditsInput): BurntCredits {
  const { fields, reading, at, policies } = openLedgerCall(input, 'charges');
  const charges = readNewCharges(fields, reading.ledger.zone);
  refuse(fields.issues);
  const burnt = invoicesOf(charges);
  const next = replaceCharges(reading.ledger, { charges, replaced: burnt }, at);
  const { transition, run } = encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours });
  return addTo(transition, { uncovered: uncoveredIn(overagesOf(run), burnt) });
}

/** Adds keys to a transition, whose getters a spread would call. */
export function addTo<T extends object>(transition: LedgerTransition, more: T): LedgerTransition & T {
  return Object.assign(transition, more);
}

/** What is left to bill of the charges of some invoices, in the order in which they were burnt. */
export function uncoveredIn(overages: readonly Overage[], invoices: ReadonlySet<string>): readonly UncoveredCharge[] {
  return overages
    .filter(({ charge }) => invoices.has(charge.invoice_id))
    .map(({ charge, amount }) => ({
      date: formatInstant(charge.day),
      price_id: charge.price_id,
      invoice_id: charge.invoice_id,
      amount: formatDecimal(charge.amount),
      overage: formatDecimal(amount),
    }));
}
