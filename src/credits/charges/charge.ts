import type { Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { PriceType } from '../../wire/index.js';
import { order } from '../block.js';
import type { LicenseStatus } from '../license.js';

/** What a line charges on one local day, in the ledger's currency (§8.2). */
export type CreditCharge = {
  /** The local midnight with which the day begins. */
  readonly day: Instant;
  readonly price_id: string;
  readonly item_id: string | null;
  readonly price_type: PriceType;
  readonly invoice_id: string;
  /** The licence that used it; null: nobody in particular. */
  readonly license_id: string | null;
  /** Whether that licence was in force then; credits of its own pay for nothing else (§8.6). */
  readonly license_status: LicenseStatus;
  /** Not negative, in either direction. */
  readonly amount: Decimal;
  /**
   * Null: it is charged. Else usage has fallen below what issued invoices were paid of it from this day on, and the amount
   * goes back to the blocks that paid (§8.5, amendment).
   */
  readonly returns_since: Instant | null;
  /** What becomes of the part that no block pays: it is billed, or it makes the balance negative (§8.4, F19). */
  readonly overage: 'bill' | 'deficit';
  /** Once its invoice is issued: what credits paid of it, which no replay changes any more (§8.5). Null before. */
  readonly issued: Decimal | null;
};

/** The charges in their order; those that are in it already as they are, which nearly all of them are. */
export function inOrder(charges: readonly CreditCharge[]): readonly CreditCharge[] {
  for (let position = 1; position < charges.length; position += 1) {
    const [before, after] = [charges[position - 1] as CreditCharge, charges[position] as CreditCharge];
    if (compareCharges(before, after) > 0) return [...charges].sort(compareCharges);
  }
  return charges;
}

/** Days ascend; within a day invoices by id, and the lines of an invoice as they were given (§8.3). */
function compareCharges(a: CreditCharge, b: CreditCharge): number {
  return order(a.day, b.day) || order(a.invoice_id, b.invoice_id);
}
