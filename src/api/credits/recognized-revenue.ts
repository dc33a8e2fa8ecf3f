import { recognizeRevenue, runLedger, type Recognition } from '../../credits/index.js';
import { add, formatDecimal, zero } from '../../decimal/index.js';
import { invariant, refuse, refuseUnknown } from '../../errors/index.js';
import { formatInstant, isEmpty } from '../../time/index.js';
import type { CreditLedger, DateOrDateTimeText, DateTimeText, DecimalText, PoliciesInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import { readLedger } from './decode/read-ledger.js';
import { readSpan } from '../decode/period.js';
import { readPolicies } from '../decode/policies.js';

/** What `recognizedRevenue` takes. */
export type RecognizedRevenueInput = {
  readonly ledger: CreditLedger;
  /** The period `[from, until)`: instants, or dates meaning their local midnights. */
  readonly from: DateOrDateTimeText;
  readonly until: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** Revenue that one entry recognises: `quantity` × `unit_amount`, exact. */
export type RecognizedAmount = {
  readonly date: DateTimeText;
  /** Used by usage or by hand, or expired unused; an amendment takes back. */
  readonly cause: Recognition['cause'];
  readonly block_id: string;
  readonly price_id: string | null;
  readonly invoice_id: string | null;
  readonly quantity: DecimalText;
  /** What a unit of the block cost. */
  readonly unit_amount: DecimalText;
  readonly amount: DecimalText;
};

/** What was recognised in a period, and its sum; exact, in the currency of the cost bases. */
export type RecognizedRevenue = { readonly rows: readonly RecognizedAmount[]; readonly total: DecimalText };

/**
 * Revenue from prepaid credits in a period: each unit that was used, and each that expired unused, at the cost basis of its
 * block, when that happened (§8.5). Voided credits recognise nothing; credits that cost nothing do not show.
 *
 * Amounts are exact and unrounded: a cost basis may be finer than the minor unit.
 *
 * @throws `invalid_interval` for a period that ends before it starts; `inconsistent_history`, `missing_field`,
 * `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { applyLedgerEntry, createLedger, recognizedRevenue } from 'reckoner';
 *
 * const invoice_settings = { auto_collection: false, net_terms: 30 };
 * const bought = { entry_type: 'increment', amount: 100, per_unit_cost_basis: '0.20', expiry_date: '2026-03-01', invoice_settings } as const;
 * const empty = createLedger({ customer_id: 'acme', currency: 'credits' });
 * const { ledger } = applyLedgerEntry({ ledger: empty, entry: bought, at: '2026-01-01' });
 * const used = applyLedgerEntry({ ledger, entry: { entry_type: 'decrement', amount: 35 }, at: '2026-01-12' });
 * recognizedRevenue({ ledger: used.ledger, from: '2026-01-01', until: '2026-02-01' }).total; // → '7'
 * recognizedRevenue({ ledger: used.ledger, from: '2026-01-01', until: '2026-03-02' }).total; // → '20'
 * ```
 */
export function recognizedRevenue(input: RecognizedRevenueInput): RecognizedRevenue {
  const fields = openInput(input);
  refuseUnknown(fields, ['ledger', 'from', 'until', 'policies']);
  const policies = readPolicies(fields);
  const reading = readLedger(fields, policies);
  const span = reading && readSpan(fields, ['from', 'until'], reading.ledger.zone);
  refuse(fields.issues);
  invariant(reading !== null && span !== null, 'an input without errors is read');
  const run = runLedger(reading.ledger, { until: span.end, grace_hours: policies.grace_period_hours });
  const rows = isEmpty(span) ? [] : recognizeRevenue(run, span);
  return {
    rows: rows.map(({ at, quantity, unit_amount, amount, ...row }) => ({
      date: formatInstant(at),
      ...row,
      quantity: formatDecimal(quantity),
      unit_amount: formatDecimal(unit_amount),
      amount: formatDecimal(amount),
    })),
    total: formatDecimal(rows.map(({ amount }) => amount).reduce(add, zero)),
  };
}
