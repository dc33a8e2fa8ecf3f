import { drawBalancePicture } from '../../pictures/index.js';
import type { Amount, CreditLedger, DateOrDateTimeText, PoliciesInput } from '../../wire/index.js';
import { readBalanceHistory } from './decode/balance-picture.js';

/** How much of a balance is drawn, beside what, and how large. */
export type BalanceOptions = {
  /** Instants, or dates meaning their local midnights; from the first to the last that is known, unless given. */
  readonly from?: DateOrDateTimeText | undefined;
  readonly until?: DateOrDateTimeText | undefined;
  /** The caller's now, drawn as a mark. */
  readonly at?: DateOrDateTimeText | undefined;
  /** Balances to compare with, such as the threshold of a top-up: dashed lines. */
  readonly levels?: readonly { readonly value: Amount; readonly label?: string | undefined }[] | undefined;
  /** `Balance in` the ledger's currency unless given. */
  readonly title?: string | undefined;
  /** What the customer is called; the ledger's `customer_id` unless given. */
  readonly customer_name?: string | undefined;
  /** Pixels, 320 to 4000. */
  readonly width?: number | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Draws the balance of prepaid credits over time, as one self-contained SVG document.
 *
 * The line is the balance after every entry; credits granted, expired, voided and given back are marked, each with a note.
 * Beyond the instant that the ledger was run to, the line is dashed: what is known to come, expiries and grants, if nothing
 * is used. What is below zero is shaded as a debt. Colours follow the reader's light or dark setting; the picture has a
 * title and a description in words, and fetches nothing. Places are for the eye; the ledger has the exact amounts.
 *
 * @param ledger - as functions on a ledger return it
 * @param options - `from`, `until`, `at`, `levels`, `title`, `customer_name`, `width` in pixels (320 to 4000, default 960)
 * @throws `missing_field` for a ledger in which nothing has happened, unless `from` and `until` say what to show;
 * `invalid_interval`, `inconsistent_history`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, drawBalance } from 'reckoner';
 *
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const entry = { entry_type: 'increment', amount: 100, block_id: 'pack', expiry_date: '2026-03-01' } as const;
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry, at: '2026-01-01' });
 * const svg = drawBalance(ledger, { levels: [{ value: 20, label: 'top-up' }] });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // → true
 * svg.includes('1 Mar 2026: 100 expired, pack; balance 0'); // → true
 * ```
 */
export function drawBalance(ledger: CreditLedger, options?: BalanceOptions): string {
  return drawBalancePicture(readBalanceHistory(ledger, options ?? {}));
}
